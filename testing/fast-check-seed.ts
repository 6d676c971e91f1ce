// `npm test` tries the same inputs each time, so that a failure belongs to the change that made it. For others: FAST_CHECK_SEED=7.
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 1) });
