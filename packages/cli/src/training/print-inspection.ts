// `inspect`: gradients and activations in each layer, variants side by side.
import { join } from 'node:path';
import { type Inspection, type InspectOptions, inspect, type Measured, plainJson } from '@mlp-lab/experiment';
import { checkFolder } from '@mlp-lab/experiment/node';
import { firstLayersChart, layersChart } from '@mlp-lab/report';
import { type Chart, renderSvg } from '@mlp-lab/viz';
import { loadDataset } from '../data/load-dataset';
import type { InspectingOptions } from '../options/shared-options';
import { chartText } from '../print/charts';
import { inspectionTable } from '../print/inspection-table';
import { prepareFolder } from '../print/prepare-folder';
import { print } from '../print/terminal';
import { writeFile } from '../print/write-file';
import { writeMeasuredEvents } from '../tensorboard/write-events';
import { overrides } from './overrides';

/** @throws MlpLabError as experiment's `inspect`; before any training, `io` where `--out` can't be written, `invalid-argument` where others' files are in it. */
export async function printInspection(
  asked: Pick<InspectOptions, 'variants' | 'protocol' | 'seed' | 'probe'>,
  options: InspectingOptions,
): Promise<void> {
  const { data, limit, backend, arithmetic, threads, out, tensorboard, json, setup } = options;
  const settings = overrides(options);
  if (out !== undefined) {
    await checkFolder(out, 'an inspection');
    await prepareFolder(out);
  }
  if (tensorboard !== undefined) await prepareFolder(tensorboard);
  const measured: Measured[] = [];
  const inspection = await inspect({
    ...asked,
    ...settings,
    backend,
    threads,
    arithmetic,
    registry: await setup.registry(),
    dataset: await loadDataset({ data, limit }),
    ...(tensorboard !== undefined && { onMeasured: (event: Measured) => measured.push(event) }),
    onProgress: ({ variant, epoch, epochs }) => process.stderr.write(`${variant}: epoch ${epoch}/${epochs}\n`),
  });
  const text = plainJson(inspection);
  if (tensorboard !== undefined) await writeMeasuredEvents(tensorboard, measured);
  if (out !== undefined) await save(out, inspection, text);
  if (json) process.stdout.write(text);
  else print(`${inspectionTable(inspection)}\n\n${chartText(chartOf(inspection))}\n`);
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
