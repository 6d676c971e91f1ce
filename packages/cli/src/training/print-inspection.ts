// `inspect`: gradients and activations in each layer, variants side by side.
import { join } from 'node:path';
import { MlpLabError } from '@mlp-lab/core';
import {
  type Inspection,
  type InspectOptions,
  inspect,
  type Measured,
  plainJson,
  snapshotsOf,
} from '@mlp-lab/experiment';
import { readRun } from '@mlp-lab/experiment/node';
import { firstLayersChart, layersChart } from '@mlp-lab/report';
import { type Chart, renderSvg } from '@mlp-lab/viz';
import { loadDataset } from '../data/load-dataset';
import type { InspectingOptions } from '../options/shared-options';
import { chartText } from '../print/charts';
import { inspectionTable } from '../print/inspection-table';
import { prepareFolder } from '../print/prepare-folder';
import { print } from '../print/terminal';
import { writeFile } from '../print/write-file';
import { withQueue } from '../queue/with-queue';
import { writeMeasuredEvents } from '../tensorboard/write-events';
import { overrides } from './overrides';
import { runComparison } from './run-comparison';
import { throwFailures } from './throw-failures';

type Asked = Required<Pick<InspectOptions, 'variants' | 'protocol' | 'seed' | 'probe'>>;

/** @throws MlpLabError as experiment's `inspect`, or with `--out` as `runComparison`. */
export async function printInspection(asked: Asked, options: InspectingOptions): Promise<void> {
  const { out, json } = options;
  const inspection = out === undefined ? await inspected(asked, options) : await inspectedRun(out, asked, options);
  const text = plainJson(inspection);
  if (out !== undefined) await save(out, inspection, text);
  if (json) process.stdout.write(text);
  else print(`${inspectionTable(inspection)}\n\n${chartText(chartOf(inspection))}\n`);
}

/** Nothing is kept but what `--tensorboard` asks for: the weights after each epoch, too. */
async function inspected(asked: Asked, options: InspectingOptions): Promise<Inspection> {
  const { data, limit, backend, arithmetic, threads, tensorboard, setup } = options;
  const settings = overrides(options);
  if (options.queue !== undefined && tensorboard !== undefined)
    throw new MlpLabError(
      'invalid-argument',
      '--tensorboard needs the weights after each epoch, which a queue does not carry: leave --queue out',
    );
  if (tensorboard !== undefined) await prepareFolder(tensorboard);
  const measured: Measured[] = [];
  const registry = await setup.registry();
  const dataset = await loadDataset({ data, limit });
  const inspection = await withQueue(options, async ({ openExecutor, say }) =>
    inspect({
      ...asked,
      ...settings,
      backend,
      threads,
      arithmetic,
      registry,
      dataset,
      executor: await openExecutor?.(dataset),
      ...(tensorboard !== undefined && { onMeasured: (event: Measured) => measured.push(event) }),
      onProgress: ({ variant, epoch, epochs }) => say(`${variant}: epoch ${epoch}/${epochs}`),
    }),
  );
  if (tensorboard !== undefined) await writeMeasuredEvents(tensorboard, measured);
  return inspection;
}

/** A run like that of `compare --inspect`, which resumes, and which `plot`, `report` and `predict` read. */
async function inspectedRun(
  out: string,
  { variants, protocol, seed, probe }: Asked,
  options: InspectingOptions,
): Promise<Inspection> {
  const report = await runComparison({ variants, protocol, seeds: [seed] }, { ...options, inspect: probe }, () => {});
  throwFailures(report);
  const { networks } = await readRun(out);
  return {
    schema: 'mlp-lab/inspection@1',
    dataset: report.dataset,
    protocol,
    seed,
    probe,
    variants: report.rows.map((row) => {
      const { variant, title, changes, differs } = row;
      const [run] = row.runs;
      const snapshots = snapshotsOf(networks, row, run) ?? [];
      return { variant, title, changes, differs, epochs: run.epochs, snapshots };
    }),
  };
}

async function save(dir: string, inspection: Inspection, text: string): Promise<void> {
  await writeFile(join(dir, 'inspection.json'), text);
  await writeFile(join(dir, 'gradient-norms.svg'), renderSvg(chartOf(inspection)));
  for (const { variant, snapshots } of inspection.variants)
    await writeFile(
      join(dir, `gradient-norms.${variant.replaceAll('/', '.')}.svg`),
      renderSvg(layersChart(snapshots, variant)),
    );
}

/** Of one variant, the gradients of its layers; of several, those of their first layers. */
function chartOf({ variants }: Inspection): Chart {
  if (variants.length === 1) return layersChart(variants[0].snapshots, variants[0].variant);
  return firstLayersChart(variants.map(({ variant, snapshots }) => ({ name: variant, snapshots })));
}
