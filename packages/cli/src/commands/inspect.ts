// `mlp-lab inspect`: what becomes of gradients and activations in each layer, variants side by side.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MlpLabError } from '@mlp-lab/core';
import { type InspectedVariant, type Inspection, type InspectOptions, inspect } from '@mlp-lab/experiment';
import { createRegistry, notebook } from '@mlp-lab/models';
import { type Chart, gradientNorms, renderSvg } from '@mlp-lab/viz';
import { loadDataset } from '../dataset';
import { chartText } from '../print/charts';
import { inspectionTable } from '../print/inspection-table';
import type { TrainingOptions } from '../run-comparison';
import { writeFile } from '../write-file';

interface InspectCommandOptions extends TrainingOptions {
  protocol: NonNullable<InspectOptions['protocol']>;
  seed: number;
  probe: number;
}

export async function inspectCommand(variants: string[], options: InspectCommandOptions): Promise<void> {
  const { data, limit, out, json, epochs, batchSize, scale, backend, protocol, seed, probe } = options;
  const inspection = await inspect({
    registry: createRegistry([notebook()]),
    dataset: await loadDataset({ data, limit }),
    variants: variants.length > 0 ? variants : undefined,
    ...{ epochs, batchSize, scale, backend, protocol, seed, probe },
    onProgress: ({ variant, epoch, epochs }) => process.stderr.write(`${variant}: epoch ${epoch}/${epochs}\n`),
  });
  const text = `${JSON.stringify(inspection, null, 2)}\n`;
  if (out !== undefined) await keep(out, inspection, text);
  process.stdout.write(json ? text : `${inspectionTable(inspection)}\n\n${chartText(sideBySide(inspection))}\n`);
}

async function keep(dir: string, inspection: Inspection, text: string): Promise<void> {
  await mkdir(dir, { recursive: true }).catch((cause) => {
    throw new MlpLabError('io', `${dir}: expected a folder that can be written to: ${cause.message}`, { cause });
  });
  await writeFile(join(dir, 'inspection.json'), text);
  await writeFile(join(dir, 'gradient-norms.svg'), renderSvg(sideBySide(inspection)));
  for (const inspected of inspection.variants)
    await writeFile(
      join(dir, `gradient-norms.${inspected.variant.replaceAll('/', '.')}.svg`),
      renderSvg(layersChart(inspected)),
    );
}

/** The gradient that arrives at the first layer in each variant; of one variant, the gradients of its layers. */
function sideBySide({ variants }: Inspection): Chart {
  if (variants.length === 1) return layersChart(variants[0]);
  const curves = variants.map((inspected) => ({ name: inspected.variant, norms: normsOf(inspected, 0) }));
  return gradientNorms(curves, { title: 'Gradient norms of the first layer' });
}

function layersChart(inspected: InspectedVariant): Chart {
  const { layers } = inspected.moments[0];
  const curves = layers.map(({ name }, i) => ({ name, norms: normsOf(inspected, i) }));
  return gradientNorms(curves, { title: `Gradient norms by layer: ${inspected.variant}` });
}

/** A layer's gradient after each epoch. */
function normsOf({ moments }: InspectedVariant, layer: number): number[] {
  return moments.slice(1).map(({ layers }) => layers[layer].gradientNorm);
}
