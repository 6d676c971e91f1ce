// `mlp-lab inspect`: what becomes of gradients and activations in each layer, variants side by side.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MlpLabError } from '@mlp-lab/core';
import { type Inspection, type InspectOptions, inspect } from '@mlp-lab/experiment';
import { firstLayersChart, layersChart } from '@mlp-lab/report';
import { type Chart, renderSvg } from '@mlp-lab/viz';
import { loadDataset } from '../dataset';
import { chartText } from '../print/charts';
import { inspectionTable } from '../print/inspection-table';
import { checkSettings, type TrainingOptions } from '../run-comparison';
import { variantWord } from '../variant-words';
import { writeFile } from '../write-file';

interface InspectCommandOptions extends TrainingOptions {
  protocol: NonNullable<InspectOptions['protocol']>;
  seed: number;
  probe: number;
}

export async function inspectCommand(variants: string[], options: InspectCommandOptions): Promise<void> {
  const { data, limit, out, json, epochs, batchSize, scale, set, backend, protocol, seed, probe } = options;
  checkSettings(options);
  const inspection = await inspect({
    registry: await options.setup.registry(),
    dataset: await loadDataset({ data, limit }),
    variants: variants.length > 0 ? variants.map(variantWord) : undefined,
    ...{ epochs, batchSize, scale, set, backend, protocol, seed, probe },
    onProgress: ({ variant, epoch, epochs }) => process.stderr.write(`${variant}: epoch ${epoch}/${epochs}\n`),
  });
  const text = `${JSON.stringify(inspection, null, 2)}\n`;
  if (out !== undefined) await keep(out, inspection, text);
  process.stdout.write(json ? text : `${inspectionTable(inspection)}\n\n${chartText(chartOf(inspection))}\n`);
}

async function keep(dir: string, inspection: Inspection, text: string): Promise<void> {
  await mkdir(dir, { recursive: true }).catch((cause) => {
    throw new MlpLabError('io', `${dir}: expected a folder that can be written to: ${cause.message}`, { cause });
  });
  await writeFile(join(dir, 'inspection.json'), text);
  await writeFile(join(dir, 'gradient-norms.svg'), renderSvg(chartOf(inspection)));
  for (const inspected of inspection.variants)
    await writeFile(
      join(dir, `gradient-norms.${inspected.variant.replaceAll('/', '.')}.svg`),
      renderSvg(layersChart(inspected.moments, inspected.variant)),
    );
}

/** Of one variant, the gradients of its layers; of several, those of their first layers. */
function chartOf({ variants }: Inspection): Chart {
  if (variants.length === 1) return layersChart(variants[0].moments, variants[0].variant);
  return firstLayersChart(variants.map(({ variant, moments }) => ({ name: variant, moments })));
}
