// What all commands that train share: load, train with live progress, keep, and end well on Ctrl-C.
import type { Dataset } from '@mlp-lab/core';
import { type CompareOptions, checkBackend, compare, type Report } from '@mlp-lab/experiment';
import { createRegistry, notebook } from '@mlp-lab/models';
import type { BrowserTrainer } from './browser/browser-trainer';
import { windowKind } from './browser/open-window';
import { type DataOptions, loadDataset } from './dataset';
import { showProgress } from './print/progress';
import { saveCharts } from './save-charts';

/** Options of the command line that every training command has. */
export interface TrainingOptions extends DataOptions, BrowserOptions {
  epochs?: number;
  batchSize?: number;
  scale?: 'none' | 'unit' | 'standard';
  backend?: string;
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

/**
 * Runs a comparison as the command line asks for it.
 *
 * @param onInterrupt is given what was complete when Ctrl-C was pressed; the process then ends with 130.
 */
export async function runComparison(
  asked: Asked,
  { data, limit, epochs, batchSize, scale, backend, out, ...options }: TrainingOptions,
  onInterrupt: (complete: Report | undefined) => void,
): Promise<Report> {
  const registry = createRegistry([notebook()]);
  if (backend !== undefined) checkBackend(backend);
  for (const variant of asked.variants ?? [])
    if (typeof variant === 'string' && !variant.includes('*')) registry.get(variant);
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
      dataset,
      epochs,
      batchSize,
      scale,
      backend,
      out,
      trainer,
      onProgress: (event) => {
        if (event.type === 'run') complete = event.report;
        trainer?.show(event);
        progress.show(event);
      },
    });
    if (out !== undefined) await saveCharts(out, report, data);
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
  { browser, open, headless, port }: BrowserOptions,
): Promise<BrowserTrainer | undefined> {
  if (!(browser || open || headless)) return undefined;
  const { openBrowserTrainer } = await import('./browser/browser-trainer');
  return openBrowserTrainer({ dataset, jobs, port, window: windowKind({ open, headless }) });
}
