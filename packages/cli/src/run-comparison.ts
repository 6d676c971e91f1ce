// What all commands that train share: load, train with live progress, keep, and end well on Ctrl-C.
import { type CompareOptions, checkBackend, compare, type Report } from '@mlp-lab/experiment';
import { createRegistry, notebook } from '@mlp-lab/models';
import { type DataOptions, loadDataset } from './dataset';
import { showProgress } from './print/progress';
import { saveCharts } from './save-charts';

/** Options of the command line that every training command has. */
export interface TrainingOptions extends DataOptions {
  epochs?: number;
  batchSize?: number;
  scale?: 'none' | 'unit' | 'standard';
  backend?: string;
  out?: string;
  json?: boolean;
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
  { data, limit, epochs, batchSize, scale, backend, out }: TrainingOptions,
  onInterrupt: (complete: Report | undefined) => void,
): Promise<Report> {
  const registry = createRegistry([notebook()]);
  if (backend !== undefined) checkBackend(backend);
  for (const variant of asked.variants ?? [])
    if (typeof variant === 'string' && !variant.includes('*')) registry.get(variant);
  const dataset = await loadDataset({ data, limit });
  const progress = showProgress(process.stderr);
  let complete: Report | undefined;

  const interrupt = () => {
    progress.stop();
    onInterrupt(complete);
    const kept = out === undefined ? '' : ` What is complete is kept in ${out}; the same command goes on from there.`;
    process.stderr.write(`mlp-lab: interrupted.${kept}\n`);
    process.exit(INTERRUPTED);
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    const report = await compare({
      ...asked,
      registry,
      dataset,
      epochs,
      batchSize,
      scale,
      backend,
      out,
      onProgress: (event) => {
        if (event.type === 'run') complete = event.report;
        progress.show(event);
      },
    });
    if (out !== undefined) await saveCharts(out, report, data);
    return report;
  } finally {
    progress.stop();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
}
