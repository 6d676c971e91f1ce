// `export`: networks of a run, or a model file, written in another format.
import { basename, join } from 'node:path';
import { invalidArgument, MlpLabError, type Scale } from '@mlp-lab/core';
import { pixelStatistics } from '@mlp-lab/data-mnist';
import { type ExportFormat, type WriteModelOptions, writeModel } from '@mlp-lab/exchange';
import { runTaskIds } from '@mlp-lab/experiment';
import { loadDataset } from '../data/load-dataset';
import { prepareFolder } from '../print/prepare-folder';
import { printJson } from '../print/print-json';
import { table } from '../print/table';
import { print } from '../print/terminal';
import { writeFile } from '../print/write-file';
import { openRun } from '../saved-run/open-run';
import { isRun, type ModelOptions, type OpenedModel, tellScaledTwice, useModels } from './use-models';

interface ExportOptions extends Omit<ModelOptions, 'scale'> {
  format: ExportFormat;
  scale?: Scale | true;
  out?: string;
  json?: boolean;
}

interface Written {
  network: string;
  file: string;
  bytes: number;
}

/** @throws MlpLabError as `useModels` and `writeModel`; `unknown-name` for a network that the run doesn't have. */
export async function printExport(
  source: string,
  network: string | undefined,
  { scale, out = '.', json, ...options }: ExportOptions,
): Promise<void> {
  const { format } = options;
  const choice = await chooseNetwork(source, network, options);
  const written = await useModels([source], { ...options, ...choice }, async (models) => {
    const chosen = models.filter(({ network: own }) => choice.id === undefined || own?.id === choice.id);
    const files: Written[] = [];
    for (const model of chosen) files.push(...(await writeOne(model, { format, scale, out, data: options.data })));
    return files;
  });
  if (json) {
    const value = { schema: 'mlp-lab/export@1', format, scale, files: written };
    printJson(value);
    return;
  }
  const rows = written.map(({ network: name, file, bytes }) => [name, file, bytes]);
  print(`${table(['Network', 'File', 'Bytes'], rows, { right: [2] })}\n`);
}

/** The row, the seed and the id of the network that a word names. */
async function chooseNetwork(
  source: string,
  network: string | undefined,
  options: Omit<ModelOptions, 'scale'>,
): Promise<Pick<ModelOptions, 'variant' | 'seed'> & { id?: string }> {
  const { variant, seed } = options;
  if (network === undefined) return { variant, seed };
  if (!(await isRun(source)))
    throw new MlpLabError(
      'invalid-argument',
      `${source} is a model file, which has no network ${network}: leave it out`,
    );
  const { report } = await openRun(source, { setup: options.setup, data: options.data });
  for (const row of report.rows)
    for (const run of row.runs)
      if (runTaskIds(row, run).includes(network)) return { variant: row.variant, seed: run.seed, id: network };
  return { variant: network, seed }; // a row; `openRun` says which there are
}

async function writeOne(
  opened: OpenedModel,
  { format, scale, out, data }: Pick<ExportOptions, 'format' | 'scale' | 'out' | 'data'>,
): Promise<Written[]> {
  const { name, model, pixels, network } = opened;
  const asked = scale === undefined ? undefined : scaleOf(opened, scale);
  const id = network?.id ?? name.replace(/\.[^.]+$/, '');
  const files = await writeModel(model, {
    format,
    scale: await scalingFor(asked, pixels, data),
    recipe: network?.recipe,
  });
  const isFolder = format === 'tfjs';
  const folder = isFolder ? join(out!, id) : out!;
  await prepareFolder(folder);
  const written: Written[] = [];
  for (const [file, bytes] of Object.entries(files)) {
    const path = join(folder, isFolder ? file : file.replace(/^model/, basename(id)));
    await writeFile(path, bytes);
    written.push({ network: id, file: path, bytes: bytes.length });
  }
  return written;
}

/** A run knows how its networks' pixels were scaled; of a model file, only the user does. */
function scaleOf({ name, model, scale: own = 'none', network }: OpenedModel, asked: Scale | true): Scale {
  if (network && asked !== true && asked !== own)
    throw invalidArgument('--scale', `${own}, or no name: ${name} was trained on such pixels`, asked);
  if (network) return own;
  if (asked === true) throw invalidArgument('--scale', `unit or standard, for ${name} doesn't say which`, 'no name');
  tellScaledTwice(name, model, asked);
  return asked;
}

/** For `standard`, with the numbers of the images that the network was trained on, else those of the data set. */
async function scalingFor(
  scale: Scale | undefined,
  pixels: OpenedModel['pixels'],
  data: string | undefined,
): Promise<WriteModelOptions['scale']> {
  if (scale !== 'standard') return scale;
  return pixels ?? pixelStatistics((await loadDataset({ data })).train);
}
