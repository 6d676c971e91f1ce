// What all commands that train share: load the data, train with live progress, save, and end well on Ctrl-C.
import { coreCount, MlpLabError } from '@mlp-lab/core';
import { type CompareOptions, checkBackend, compare, type Report } from '@mlp-lab/experiment';
import { saveReport } from '@mlp-lab/report/node';
import { loadDataset } from '../data/load-dataset';
import { INTERRUPTED, onInterrupt } from '../exit-codes';
import type { TrainingOptions } from '../options/shared-options';
import { registryModule } from '../plugins/registry-module';
import { prepareFolder } from '../print/prepare-folder';
import { epochsText, showProgress } from '../print/progress';
import { QUEUED } from '../queue/queue-executor';
import { madeBy } from '../saved-run/made-by';
import { writeReportEvents } from '../tensorboard/write-events';
import { overrides } from './overrides';
import { openRemoteExecutor } from './remote-executor';

export type Comparison = Pick<CompareOptions, 'variants' | 'baseline' | 'seeds' | 'protocol' | 'jobs' | 'weights'>;

const DEFAULT_PROBE = 1000; // images, as `mlp-lab inspect` has it

/**
 * Runs a comparison under the options of the command line.
 *
 * @param showComplete receives what is complete when Ctrl-C is pressed; the process then ends with 130.
 */
export async function runComparison(
  comparison: Comparison,
  options: TrainingOptions,
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
  const loadWhole = async () => (limit === undefined ? dataset : loadDataset({ data }));
  const progress = showProgress(process.stderr);
  const executor = await openRemoteExecutor(dataset, comparison.jobs, options, progress);
  const isQueued = options.queue !== undefined;
  if (!isQueued) warnOfJobs(comparison.jobs);
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
    process.stderr.write(
      `mlp-lab: interrupted.${savedText(isQueued && !complete ? undefined : out, complete !== undefined, stopped)}\n`,
    );
    await executor?.end({ interrupted: true });
    process.exit(INTERRUPTED);
  };
  let report: Report | undefined;
  try {
    report = await compare({
      ...comparison,
      ...(isQueued && { jobs: QUEUED }),
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

function warnOfJobs(jobs = 1): void {
  const cores = coreCount();
  if (jobs > cores)
    process.stderr.write(
      `mlp-lab: warning: --jobs ${jobs}: more than the ${cores} cores here would cost memory and gain nothing, so ${cores} networks train at a time\n`,
    );
}
