// `verify`: networks of a saved run, trained again.
import { MlpLabError } from '@mlp-lab/core';
import { type Verification, type VerifiedNetwork, verifyRun } from '@mlp-lab/experiment/node';
import { loadDataset } from '../data/load-dataset';
import { registryModule } from '../plugins/registry-module';
import type { Setup } from '../plugins/setup';
import { printJson } from '../print/print-json';
import { print } from '../print/terminal';
import { networksAtOnce } from '../queue/at-once';
import type { QueueChoice } from '../queue/queue-address';
import { withQueue } from '../queue/with-queue';

export interface VerificationOptions extends QueueChoice {
  setup: Setup;
  data?: string;
  sample: number;
  all?: boolean;
  jobs?: number;
  threads?: number;
  json?: boolean;
}

/** @throws MlpLabError as `verifyRun`; `bad-data` where something differs, after it is printed. */
export async function printVerification(path: string, options: VerificationOptions): Promise<void> {
  const { setup, data, sample, all, threads, json } = options;
  const jobs = networksAtOnce(options, options.jobs);
  const registry = await setup.registry();
  const dataset = await loadDataset({ data });
  const pluginDigests = await setup.digests();
  const verification = await withQueue(options, ({ openExecutor, say }) =>
    verifyRun(path, {
      registry,
      registryModule: registryModule(setup.sources),
      pluginDigests,
      dataset,
      sample,
      all,
      jobs,
      threads,
      executor: openExecutor,
      onVerified: (network) => say(networkLine(network)),
    }),
  );
  if (json) printJson(verification);
  else print(`${summary(verification)}\n`);
  if (!verification.agrees) throw new MlpLabError('bad-data', `${path} ${disagreement(verification)}`);
}

/** What of it: the networks, or only other things. */
function disagreement({ networks, differences }: Verification): string {
  if (differences.some(({ cause }) => cause === 'data'))
    return 'was not verified: give the data of the run with --data';
  if (networks.some(({ differs }) => differs.length > 0)) return 'does not agree with what was trained again';
  if (networks.some(({ failure }) => failure !== undefined)) return 'has networks that could not be trained again';
  return 'has the same networks when trained again, but other files than were written: repeat its command with --repair, or `mlp-lab report` for its page';
}

function networkLine({ id, agrees, differs, failure }: VerifiedNetwork): string {
  if (failure !== undefined) return `${id}: could not be trained again: ${failure}`;
  return `${id}: ${agrees ? 'the same bits' : `other bits in its ${differs.join(', ')}`}`;
}

function summary({ networks, total, differences }: Verification): string {
  const agreeing = networks.filter(({ agrees }) => agrees).length;
  const counts = `${networks.length} of ${total} networks were trained again: ${agreeing} with the same bits`;
  const others = networks.filter(({ agrees }) => !agrees).map(networkLine);
  return [
    counts,
    ...others,
    ...differences.map(({ cause, message }) => `${cause} ${cause === 'files' ? 'differ' : 'differs'}: ${message}`),
  ].join('\n');
}
