// Chosen files → a report, a network, pictures to try or a data set: told apart by their content. Fetched when something is imported.
import { type Dataset, parseJson } from '@mlp-lab/core';
import { checkRunConfig, REPORT_SCHEMA, type Report, type RunConfig, restoreReport } from '@mlp-lab/experiment';
import { readData } from '../data/read-data';
import type { ChosenFile } from './chosen-files';
import { arePictures, type Picture, readPictures } from './read-pictures';

export type Imported =
  | { kind: 'data'; dataset: Dataset }
  | { kind: 'report'; name: string; report: Report; config?: RunConfig }
  | { kind: 'network'; name: string; files: readonly ChosenFile[] }
  | { kind: 'pictures'; pictures: readonly Picture[]; problem?: string };

const NETWORK = /\.(onnx|keras|h5|hdf5|safetensors)$/i;

/**
 * @param side of the images that the networks take, in pixels.
 * @throws MlpLabError `bad-data` for files that are none of these, or are damaged.
 */
export async function readFiles(files: readonly ChosenFile[], side: number): Promise<Imported> {
  if (arePictures(files)) return { kind: 'pictures', ...(await readPictures(files, side)) };
  const json = new Map<string, unknown>();
  for (const { file } of files) if (file.name.endsWith('.json')) json.set(file.name, await jsonOf(file));
  const report = [...json].find(([, content]) => fieldOf(content, 'schema') === REPORT_SCHEMA);
  if (report) return importedReport(files, report, json.get('config.json'));
  const topology = [...json].find(([, content]) => fieldOf(content, 'modelTopology') !== undefined);
  const network = files.find(({ file }) => NETWORK.test(file.name));
  if (topology) return { kind: 'network', name: topology[0], files };
  if (network) return { kind: 'network', name: network.file.name, files: [network] };
  return { kind: 'data', dataset: await readData({ files }) };
}

function importedReport(files: readonly ChosenFile[], [name, content]: [string, unknown], config: unknown): Imported {
  const report = restoreReport(content as object);
  const folder = files
    .find(({ file }) => file.name === name)
    ?.path.split('/')
    .at(-2);
  if (config !== undefined) checkRunConfig(config);
  return { kind: 'report', name: folder ?? name, report, ...(config !== undefined && { config: config as RunConfig }) };
}

async function jsonOf(file: File): Promise<unknown> {
  return parseJson(await file.text(), file.name);
}

const fieldOf = (content: unknown, name: string): unknown =>
  typeof content === 'object' && content !== null ? (content as Record<string, unknown>)[name] : undefined;
