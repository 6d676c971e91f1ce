// What all commands that train share: load the data, train with live progress, save, and end well on Ctrl-C.
import { coreCount, type Dataset, MlpLabError } from '@mlp-lab/core';
import { type CompareOptions, checkBackend, compare, type Report } from '@mlp-lab/experiment';
import { saveReport } from '@mlp-lab/report/node';
import { loadDataset } from '../data/load-dataset';
import { INTERRUPTED, onInterrupt } from '../exit-codes';
import type { ComparisonOptions } from '../options/shared-options';
import { registryModule } from '../plugins/registry-module';
import { prepareFolder } from '../print/prepare-folder';
import { epochsText, showProgress } from '../print/progress';
import { say } from '../print/say';
import { networksAtOnce } from '../queue/at-once';
import { madeBy } from '../saved-run/made-by';
import { writeReportEvents } from '../tensorboard/write-events';
import { overrides } from './overrides';
import { openRemoteExecutor } from './remote-executor';

export type Comparison = Pick<
  CompareOptions,
  'variants' | 'baseline' | 'seeds' | 'protocol' | 'jobs' | 'weights' | 'start'
> & {
  /** Refuses images that the networks do not take. */
  checkData?(dataset: Dataset): void;
};

const DEFAULT_PROBE = 1000; // images, as `mlp-lab inspect` has it

/**
 * Runs a comparison under the options of the command line.
 *
 * @param showComplete receives what is complete when Ctrl-C is pressed; the process then ends with 130.
 */
export async function runComparison(
  { checkData, ...comparison }: Comparison,
  options: ComparisonOptions,
  showComplete: (complete: Report | undefined) => void,
): Promise<Report> {
  const { data, limit, backend, arithmetic, threads, inspect, out, repair, command, setup } = options;
  if (inspect !== undefined && out === undefined)
    throw new MlpLabError('invalid-argument', '--inspect saves its measurements in the run folder: add --out DIR');
  const settings = overrides(options);
  if (backend !== undefined) checkBackend(backend); // before the data is loaded
  if (options.tensorboard !== undefined) await prepareFolder(options.tensorboard);
  const registry = await setup.registry();
  const dataset = await loadDataset({ data, limit });
  checkData?.(dataset);
  const loadWhole = async () => (limit === undefined ? dataset : loadDataset({ data }));
  const progress = showProgress(process.stderr);
  const isQueued = options.queue !== undefined;
  const jobs = networksAtOnce(options, comparison.jobs);
  const executor = await openRemoteExecutor(dataset, jobs, options, progress);
  if (!isQueued) warnOfJobs(jobs);
  let complete: Report | undefined;
  const stopped: string[] = [];
  const interruption = new AbortController();
  const ignore = onInterrupt(() => {
    if (interruption.signal.aborted) process.exit(INTERRUPTED); // asked twice: at once
    interruption.abort();
    if (isQueued) void endInterrupted(); // the machines go on
  });
  const endInterrupted = async (): Promise<never> => {
    progress.stop();
    showComplete(complete);
    say(`interrupted.${savedText(isQueued && !complete ? undefined : out, complete !== undefined, stopped)}`);
    await executor?.end({ interrupted: true });
    process.exit(INTERRUPTED);
  };
  let report: Report | undefined;
  try {
    report = await compare({
      ...comparison,
      jobs,
      registry,
      registryModule: registryModule(setup.sources),
      dataset,
      ...settings,
      backend,
      threads,
      arithmetic,
      probe: inspect === true ? DEFAULT_PROBE : inspect,
      command,
      out,
      pluginDigests: out === undefined ? undefined : await setup.digests(),
      repair,
      executor,
      signal: isQueued ? undefined : interruption.signal,
      onProgress: (event) => {
        if (event.type === 'run') complete = event.report;
        if (event.type === 'stopped') stopped.push(`${event.task.id} after ${epochsText(event)}`);
        executor?.show(event);
        progress.show(event);
      },
    });
    complete = report;
    if (interruption.signal.aborted) return await endInterrupted(); // after the last network
    ignore();
    if (out !== undefined && report.rows.some(({ runs }) => runs.length > 0))
      await saveReport(out, { registry, loadDataset: loadWhole, data, madeBy });
    if (options.tensorboard !== undefined) await writeReportEvents(options.tensorboard, report);
    return report;
  } catch (error) {
    if (!interruption.signal.aborted) {
      progress.stop();
      if (complete) showComplete(complete);
      throw error;
    }
    return await endInterrupted();
  } finally {
    progress.stop();
    ignore();
    await executor?.end({ interrupted: report === undefined });
  }
}

function savedText(out: string | undefined, hasComplete: boolean, stopped: readonly string[]): string {
  if (out === undefined) return '';
  const inTraining = stopped.join(', ');
  if (!hasComplete && inTraining === '') return ` No network was trained far enough to be saved in ${out}.`;
  const saved = hasComplete
    ? `Complete networks are saved in ${out}${inTraining && `, and what is trained of the others: ${inTraining}`}`
    : `What is trained so far is saved in ${out}: ${inTraining}`;
  return ` ${saved}; rerun the command to resume.`;
}

function warnOfJobs(jobs: number): void {
  const cores = coreCount();
  if (jobs > cores)
    say(
      `warning: --jobs ${jobs}: more than the ${cores} cores here would cost memory and gain nothing, so ${cores} networks train at a time`,
    );
}
