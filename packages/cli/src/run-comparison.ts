// What all commands that train share: load, train with live progress, keep, and end well on Ctrl-C.
import { type Dataset, MlpLabError } from '@mlp-lab/core';
import { type CompareOptions, checkBackend, compare, type Report, type Settings } from '@mlp-lab/experiment';
import { saveReport } from '@mlp-lab/report/node';
import type { BrowserTrainer } from './browser/browser-trainer';
import { windowKind } from './browser/open-window';
import { type DataOptions, loadDataset } from './dataset';
import { madeBy } from './open-run';
import { registryModule } from './plugins/registry-module';
import type { Prepared } from './prepare-command';
import { showProgress } from './print/progress';

/** Options of the command line that every training command has. */
export interface TrainingOptions extends DataOptions, BrowserOptions, Prepared {
  epochs?: number;
  batchSize?: number;
  scale?: 'none' | 'unit' | 'standard';
  backend?: string;
  /** `--set`: one value a field; of `sweep`, which makes rows of them, none. */
  set?: Settings;
  /** `--inspect`, or its number of images. */
  inspect?: true | number;
  out?: string;
  json?: boolean;
}

interface BrowserOptions {
  /** Trains in a browser instead of here; so does either of the next two. */
  browser?: boolean;
  /** The user's own. */
  open?: boolean;
  /** A Chromium without a window. */
  headless?: boolean;
  port?: number;
}

export type Asked = Pick<CompareOptions, 'variants' | 'baseline' | 'seeds' | 'protocol' | 'jobs' | 'weights'>;

const INTERRUPTED = 130;
const DEFAULT_PROBE = 1000; // images, as of `mlp-lab inspect`

/**
 * Runs a comparison as the command line asks for it.
 *
 * @param onInterrupt is given what was complete when Ctrl-C was pressed; the process then ends with 130.
 */
export async function runComparison(
  asked: Asked,
  options: TrainingOptions,
  onInterrupt: (complete: Report | undefined) => void,
): Promise<Report> {
  const { data, limit, epochs, batchSize, scale, set, backend, inspect, out, command, setup } = options;
  checkSettings(options);
  const registry = await setup.registry();
  if (backend !== undefined) checkBackend(backend);
  for (const variant of asked.variants ?? [])
    if (typeof variant === 'string' && !variant.includes('*')) registry.get(variant);
    else if (typeof variant === 'object' && 'variant' in variant) registry.get(variant.variant, variant.options);
  const dataset = await loadDataset({ data, limit });
  const trainer = await openBrowser(dataset, asked.jobs, options);
  const progress = showProgress(process.stderr);
  let complete: Report | undefined;

  const interrupt = async () => {
    ignore();
    progress.stop();
    onInterrupt(complete);
    const kept = out === undefined ? '' : ` What is complete is kept in ${out}; the same command goes on from there.`;
    process.stderr.write(`mlp-lab: interrupted.${kept}\n`);
    await trainer?.end({ interrupted: true });
    process.exit(INTERRUPTED);
  };
  const ignore = () => {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  let report: Report | undefined;
  try {
    report = await compare({
      ...asked,
      registry,
      registryModule: registryModule(setup.sources),
      dataset,
      epochs,
      batchSize,
      scale,
      set,
      backend,
      probe: inspect === true ? DEFAULT_PROBE : inspect,
      command,
      out,
      trainer,
      onProgress: (event) => {
        if (event.type === 'run') complete = event.report;
        trainer?.show(event);
        progress.show(event);
      },
    });
    if (out !== undefined && report.rows.some(({ runs }) => runs.length > 0))
      await saveReport(out, { registry, loadDataset: () => loadDataset({ data }), data, madeBy });
    return report;
  } finally {
    progress.stop();
    ignore();
    await trainer?.end({ interrupted: report === undefined });
  }
}

async function openBrowser(
  dataset: Dataset,
  jobs = 1,
  { browser, open, headless, port, setup }: TrainingOptions,
): Promise<BrowserTrainer | undefined> {
  if (!(browser || open || headless)) return undefined;
  const { openBrowserTrainer } = await import('./browser/browser-trainer');
  return openBrowserTrainer({ dataset, setup, jobs, port, window: windowKind({ open, headless }) });
}

/** @throws MlpLabError `invalid-argument` for what is asked for twice, or measured and not kept. */
export function checkSettings({ inspect, out, set = {}, ...options }: TrainingOptions): void {
  if (inspect !== undefined && out === undefined)
    throw new MlpLabError('invalid-argument', '--inspect keeps its measures in the run folder: give --out DIR as well');
  for (const field of ['epochs', 'batchSize', 'scale'] as const)
    if (options[field] !== undefined && field in set)
      throw new MlpLabError(
        'invalid-argument',
        `${field}: expected --set ${field} or the option for all, received both`,
      );
}
