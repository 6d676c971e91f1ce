// The options of the public functions, checked: null and undefined both mean "not given".
import {
  ARITHMETICS,
  type Check,
  checkBoolean,
  checkCount,
  checkObject,
  checkSignal,
  checkUrl,
  createRandomBits,
  describeValue,
  invalidArgument,
  omitNulls,
  oneOf,
} from '@mlp-lab/core/common';
import type { EvaluateArgs, FitArgs, PredictArgs } from './fit-args';

type Checks<Options> = { readonly [Name in keyof Required<Options>]: Check };

const MOST_THREADS = 64;

export function checkThreads(name: string, value: unknown): void {
  const isExact = typeof value === 'object';
  const exactly = isExact ? (value as { exactly?: unknown }).exactly : value;
  checkCount(isExact ? `${name}.exactly` : name, exactly);
  if (!isExact) return;
  if ((exactly as number) > MOST_THREADS)
    throw invalidArgument(`${name}.exactly`, `at most ${MOST_THREADS}`, describeValue(exactly));
}

const fitChecks: Checks<FitArgs> = {
  epochs: (name, value) => checkCount(name, value, 0),
  batchSize: (name, value) => checkCount(name, value),
  shuffle: checkBoolean,
  validationSplit(name, value) {
    if (!(typeof value === 'number' && value >= 0 && value < 1))
      throw invalidArgument(name, 'a number from 0 to below 1', describeValue(value));
  },
  validationData(name, value) {
    if (!Array.isArray(value) || value.length < 2 || value.length > 3)
      throw invalidArgument(name, '[x, y] or [x, y, weights]', describeValue(value));
  },
  initialEpoch: (name, value) => checkCount(name, value, 0),
  initialSums: checkObject,
  classWeight() {}, // checked when it is read
  callbacks() {}, // checked where they are loaded
  yieldEvery(name, value) {
    const isKnown = ['auto', 'batch', 'epoch', 'never'].includes(value as string);
    if (!isKnown && !(typeof value === 'number' && value >= 0))
      throw invalidArgument(
        name,
        "'auto', 'batch', 'epoch', 'never' or a number of milliseconds",
        describeValue(value),
      );
  },
  verbose() {},
  seed: (_name, value) => createRandomBits(value as number),
  sampleWeight() {}, // checked when it is read
  signal: checkSignal,
  compile: checkBoolean,
  threads: checkThreads,
  workerUrl: checkUrl,
  arithmetic: oneOf(ARITHMETICS),
};

/** @throws MlpLabError `invalid-argument` for an unknown option, with the nearest names, or an invalid value. */
export const checkFitArgs = (args: FitArgs | null | undefined): Promise<FitArgs> => checked('fit', args, fitChecks);

/** @throws MlpLabError as `checkFitArgs`. */
export const checkEvaluateArgs = (args: EvaluateArgs | null | undefined): Promise<EvaluateArgs> => {
  const { batchSize, sampleWeight, compile, verbose } = fitChecks;
  return checked('evaluate', args, { batchSize, sampleWeight, compile, verbose });
};

/** @throws MlpLabError as `checkFitArgs`. */
export const checkPredictArgs = (args: PredictArgs | null | undefined): Promise<PredictArgs> => {
  const { batchSize, compile, verbose } = fitChecks;
  return checked('predict', args, { batchSize, compile, verbose });
};

async function checked<Options extends object>(
  owner: string,
  options: Options | null | undefined,
  checks: Checks<Options>,
): Promise<Options> {
  const given = omitNulls(checkObject(`options of ${owner}`, options ?? {}) as Options);
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(checks, name)) return (await import('./unknown-option')).refuseOptions(owner, given, checks);
    checks[name as keyof Options](name, value);
  }
  return given;
}
