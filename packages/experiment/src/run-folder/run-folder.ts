// A comparison on disk. Each network's result is saved as soon as it is trained, so that an interrupted comparison can resume.
//
//   config.json                        the settings of the comparison
//   networks/ID.json, ID.f32           a trained network: its task and history; its class probabilities on the test set
//   networks/ID.held-out.f32           of an ensemble's member: those on the validation images
//   models/ID.json, ID.HASH.bin        the network itself, in TensorFlow.js's own format
//   report.json, history.csv           the comparison, once it is complete
import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { MlpLabError } from '@mlp-lab/core';
import { folderHandler } from '@mlp-lab/ensemble/layers';
import type { io } from '@tensorflow/tfjs-core';
import writeFileAtomic from 'write-file-atomic';
import { type DatasetInfo, differentDatasets, isSameDataset } from '../report/dataset-info';
import type { Report } from '../report/report';
import type { Task, TaskResult } from '../train/task';
import { historyCsv } from './history-csv';
import { type NetworkFile, readAnswers, readNetwork } from './read-network';
import type { RunConfig } from './run-config';

export interface RunFolder {
  /**
   * The saved results of these tasks, by their ids.
   *
   * @throws MlpLabError `invalid-argument` if one was trained with other settings; `bad-data` if a file is damaged.
   */
  load(tasks: readonly Task[]): Promise<Map<string, TaskResult>>;
  save(task: Task, result: TaskResult, model?: io.ModelArtifacts): Promise<void>;
  writeConfig(config: RunConfig): Promise<void>;
  writeReport(report: Report): Promise<void>;
}

/**
 * Opens a folder for a comparison, and creates it if necessary.
 *
 * @throws MlpLabError `io` if it can't be created or written to.
 */
export async function openRunFolder(dir: string, dataset: DatasetInfo): Promise<RunFolder> {
  const networks = join(dir, 'networks');
  const file = (task: Task, ending: string) => join(networks, `${task.id}.${ending}`);
  await attempt(dir, async () => {
    await mkdir(networks, { recursive: true });
    await access(networks, constants.W_OK);
  });

  const loadOne = async (task: Task): Promise<TaskResult | undefined> => {
    const path = join(networks, task.id);
    if (!(await exists(`${path}.json`))) return undefined;
    const { result, ...stored } = await readNetwork(path);
    checkSame(dir, stored, { task, dataset });
    const probabilities = await readAnswers(path, 'f32', dataset.test);
    if (!task.heldOut) return { ...result, probabilities };
    const heldOut = await readAnswers(path, 'held-out.f32', dataset.train - result.trainedOn);
    return { ...result, probabilities, heldOut };
  };

  return {
    async load(tasks) {
      const results = new Map<string, TaskResult>();
      for (const task of tasks) {
        const result = await loadOne(task);
        if (result) results.set(task.id, result);
      }
      return results;
    },

    async save(task, { probabilities, heldOut, ...result }, model) {
      await attempt(dir, async () => {
        if (model) await folderHandler(join(dir, 'models'), task.id).save!(model);
        await writeNumbers(file(task, 'f32'), probabilities);
        if (heldOut) await writeNumbers(file(task, 'held-out.f32'), heldOut);
        await writeJson(file(task, 'json'), { task, dataset, result }); // last: it marks the network as complete
      });
    },

    writeConfig: (config) => attempt(dir, () => writeJson(join(dir, 'config.json'), config)),

    async writeReport(report) {
      await attempt(dir, async () => {
        await writeFileAtomic(join(dir, 'history.csv'), historyCsv(report));
        await writeJson(join(dir, 'report.json'), report);
      });
    },
  };
}

/** What must be the same for a stored network to be used. */
type Identity = Pick<NetworkFile, 'task' | 'dataset'>;

function checkSame(dir: string, { task, dataset }: Identity, asked: Identity): void {
  const remedy = 'choose another folder, or delete that one';
  if (!isSameDataset(dataset, asked.dataset))
    throw new MlpLabError(
      'invalid-argument',
      `${dir} contains ${asked.task.id} of other data: ${differentDatasets(dataset, asked.dataset)}: ${remedy}`,
    );
  const now = plain(asked.task);
  if (isDeepStrictEqual(task, now)) return;
  throw new MlpLabError(
    'invalid-argument',
    `${dir} contains ${asked.task.id} with other settings (${difference(task, now)}): ${remedy}`,
  );
}

/** As it comes back from JSON. */
function plain<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value));
}

/** The first setting that differs: `epochs 3, now 5`. */
function difference(stored: Task, asked: Task): string {
  const settings = ({ recipe, ...task }: Task) => Object.entries({ ...recipe, ...task });
  const before = new Map<string, unknown>(settings(stored));
  const [name, now] = settings(asked).find(([key, value]) => !isDeepStrictEqual(before.get(key), value)) ?? ['', ''];
  return `${name} ${JSON.stringify(before.get(name))}, now ${JSON.stringify(now)}`;
}

async function writeNumbers(file: string, { buffer, byteOffset, byteLength }: Float32Array): Promise<void> {
  await writeFileAtomic(file, Buffer.from(buffer, byteOffset, byteLength));
}

async function writeJson(file: string, value: object): Promise<void> {
  await writeFileAtomic(file, `${JSON.stringify(value, null, 2)}\n`);
}

async function attempt<Result>(dir: string, action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (cause) {
    throw new MlpLabError('io', `${dir}: expected a writable folder: ${(cause as Error).message}`, {
      cause,
    });
  }
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
