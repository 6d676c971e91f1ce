// A comparison on disk. Each network's result is saved as soon as it is trained, so that an interrupted comparison can resume.
//
//   config.json                        the settings of the comparison
//   networks/ID.json, ID.f32           a trained network: its task and history; its class probabilities on the test set
//   networks/ID.held-out.f32           of an ensemble's member: those on the validation images
//   networks/ID.checkpoint.bin         the state of its training, half way or at its end
//   models/ID.json, ID.HASH.bin        the network itself, in TensorFlow.js's own format
//   report.json, history.csv           the comparison, once it is complete
//   lock.json                          who is writing
//
// Checksums: those of a network's other files are in networks/ID.json; those of the report, the CSV file and the charts in config.json;
// those of these two JSON files in the files themselves.
import { access, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { MlpLabError } from '@mlp-lab/core';
import { writeAtomically } from '@mlp-lab/core/files';
import { folderHandler } from '@mlp-lab/ensemble/layers';
import type { io } from '@tensorflow/tfjs-core';
import { type DatasetInfo, differentDatasets, isSameDataset, shortDigest } from '../report/dataset-info';
import type { Report } from '../report/report';
import { reportJson } from '../report/report-json';
import type { Checkpoint } from '../train/checkpoint';
import type { Task, TaskResult } from '../train/task';
import { checkShape } from './check-shape';
import { CHECKPOINT_ENDING, checkResumable, isTrainedOn, readCheckpoint, writeCheckpoint } from './checkpoint-files';
import { writeChecksums } from './checksums';
import { checkFolder, removeLeftovers, removeNetwork } from './claim-folder';
import { historyCsv } from './history-csv';
import { lockFolder } from './lock';
import { makeFolder } from './make-folder';
import { changedPlugins, digestsOf, type PluginDigests } from './plugin-digests';
import { readJson } from './read-json';
import { type NetworkFile, readAnswers, readNetwork } from './read-network';
import type { RunConfig } from './run-config';
import { seal, sha256 } from './seal';
import { DATASET } from './shapes';

export interface RunFolder {
  /**
   * The saved results of these tasks.
   *
   * @param repair whether networks with a damaged or missing file are removed, to be trained again.
   * @throws MlpLabError `invalid-argument` if one was trained with other settings or other data; `bad-data` if a file is damaged.
   */
  load(tasks: readonly Task[], options?: { repair?: boolean }): Promise<SavedResults>;
  save(task: Task, result: TaskResult, model?: io.ModelArtifacts): Promise<void>;
  saveCheckpoint(task: Task, checkpoint: Checkpoint): Promise<void>;
  writeConfig(config: RunConfig): Promise<void>;
  writeReport(report: Report): Promise<void>;
  /** Lets others write to the folder. */
  close(): Promise<void>;
}

export interface SavedResults {
  /** By their tasks' ids. */
  results: Map<string, TaskResult>;
  /** Where the training of other tasks goes on, by their ids: they were stopped, or finished after fewer epochs. */
  checkpoints: Map<string, Checkpoint>;
  /** What is wrong with the folder, but not with these results. */
  warnings: string[];
}

/**
 * Opens a folder for a comparison, creates it if necessary, locks it, and removes what a killed writer left half written.
 *
 * @throws MlpLabError `io` if it can't be created or written to; `invalid-argument` if other files than a run's are in it;
 * `unavailable` if another process is writing to it.
 */
export async function openRunFolder(
  dir: string,
  dataset: DatasetInfo,
  plugins: PluginDigests = {},
): Promise<RunFolder> {
  const networks = join(dir, 'networks');
  const pathOf = ({ id }: Task) => join(networks, id);
  await attempt(dir, () => makeFolder(dir));
  await checkFolder(dir);
  for (const folder of [networks, join(dir, 'models')]) await attempt(dir, () => makeFolder(folder));
  const unlock = await attempt(dir, () => lockFolder(dir));
  await attempt(dir, () => removeLeftovers(dir));

  /** @throws MlpLabError as `load`. */
  const read = async (task: Task): Promise<Saved> => {
    if (!(await exists(`${pathOf(task)}.json`))) return { checkpoint: await resume(task) };
    const network = await readNetwork(pathOf(task), dataset.test, (stored) =>
      checkSameData(dir, stored, { task, dataset }),
    );
    const { result, probabilities, damage, files, ...stored } = network;
    if (isTrainedOn(network.task, task)) {
      const checkpoint = await resume(task, result);
      if (checkpoint) return { checkpoint };
      throw new MlpLabError(
        'bad-data',
        `${pathOf(task)}${CHECKPOINT_ENDING} is missing: expected the end of ${result.history.loss.length} epochs, to go on to ${task.recipe.epochs}: choose another folder, or repeat the command with --repair to train that network from the start`,
      );
    }
    checkSameTask(dir, stored, task);
    const images = dataset.train - result.trainedOn;
    const heldOut = task.heldOut && (await readAnswers(pathOf(task), 'held-out.f32', images, files));
    const broken = damage ?? (heldOut ? heldOut.damage : undefined);
    if (broken) throw new MlpLabError('bad-data', broken);
    return {
      result: { ...result, probabilities, ...(heldOut && { heldOut: heldOut.probabilities }) },
      warning: files && (await modelDamage(dir, task.id, files)),
      changed: changedPlugins(stored.plugins, plugins),
    };
  };

  /** Where the training of a task that has no result goes on. @param finished the result after fewer epochs, if there is one. */
  const resume = async (task: Task, finished?: NetworkFile['result']): Promise<Checkpoint | undefined> => {
    const saved = await readCheckpoint(pathOf(task));
    if (!saved) return undefined;
    checkResumable(`${pathOf(task)}${CHECKPOINT_ENDING}`, saved, task, dataset);
    const { checkpoint } = saved;
    const isItsEnd = finished && !checkpoint.sums && checkpoint.epochs === finished.history.loss.length;
    if (!isItsEnd) return checkpoint;
    return { ...checkpoint, continuedAfter: [...(finished.continuedAfter ?? []), checkpoint.epochs] };
  };

  return {
    async load(tasks, { repair = false } = {}) {
      const results = new Map<string, TaskResult>();
      const checkpoints = new Map<string, Checkpoint>();
      const warnings: string[] = [];
      const changed = new Map<string, number>();
      for (const task of tasks) {
        try {
          const { result, checkpoint, warning, changed: changes = [] } = await read(task);
          for (const change of changes) changed.set(change, (changed.get(change) ?? 0) + 1);
          if (repair && warning) throw new MlpLabError('bad-data', warning);
          if (result) results.set(task.id, result);
          if (checkpoint) checkpoints.set(task.id, checkpoint);
          if (warning) warnings.push(`${warning}: repeat the command with --repair to train ${task.id} again`);
        } catch (error) {
          if (!(repair && error instanceof MlpLabError && ['bad-data', 'io'].includes(error.code))) throw error;
          await attempt(dir, () => removeNetwork(dir, task.id));
          warnings.push(`${task.id} is trained again: ${error.message}`);
        }
      }
      await checkOthers(dir, dataset);
      for (const [change, count] of changed)
        warnings.push(
          `${change} since ${count} kept ${count === 1 ? 'network was' : 'networks were'} trained: the same task may give other numbers. Choose another folder to train again`,
        );
      return { results, checkpoints, warnings };
    },

    async save(task, { probabilities, heldOut, checkpoint, ...result }, model) {
      await attempt(dir, async () => {
        if (checkpoint) await writeCheckpoint(pathOf(task), task, dataset, checkpoint);
        await rm(`${pathOf(task)}.json`, { force: true }); // after fewer epochs: the other files are about to be replaced
        if (model) await folderHandler(join(dir, 'models'), task.id).save!(model);
        const files = {
          ...(model && { [`models/${task.id}.json`]: sha256(await readFile(join(dir, 'models', `${task.id}.json`))) }),
          [`networks/${task.id}.f32`]: await writeNumbers(`${pathOf(task)}.f32`, probabilities),
          ...(heldOut && {
            [`networks/${task.id}.held-out.f32`]: await writeNumbers(`${pathOf(task)}.held-out.f32`, heldOut),
          }),
        };
        const made = { task, dataset, plugins: digestsOf(task, plugins), result, files };
        await writeJson(`${pathOf(task)}.json`, seal(made)); // last: it marks the network as complete
      });
    },

    saveCheckpoint: (task, checkpoint) => attempt(dir, () => writeCheckpoint(pathOf(task), task, dataset, checkpoint)),

    writeConfig: (config) => attempt(dir, () => writeJson(join(dir, 'config.json'), seal(config))),

    async writeReport(report) {
      await attempt(dir, async () => {
        await writeAtomically(join(dir, 'history.csv'), historyCsv(report));
        await writeAtomically(join(dir, 'report.json'), reportJson(report));
        await writeChecksums(dir, { record: ['history.csv', 'report.json'] });
      });
    },

    close: unlock,
  };
}

/** Networks of other rows may stay, but not of other data: a run has one data set. */
async function checkOthers(dir: string, dataset: DatasetInfo): Promise<void> {
  const file = join(dir, 'config.json');
  const config = await readJson(file)
    .then((value) => checkShape(value, { dataset: DATASET }, `${file}:`) as { dataset: DatasetInfo })
    .catch(() => undefined); // a damaged one says nothing; each network has its own record
  const names = await readdir(join(dir, 'networks'));
  if (!config || isSameDataset(config.dataset, dataset) || names.length === 0) return;
  const difference = differentDatasets(config.dataset, dataset);
  throw new MlpLabError(
    'invalid-argument',
    `${dir} contains networks of other data: ${difference}: choose another folder, or delete that one`,
  );
}

/** What a folder has of a task. */
interface Saved {
  result?: TaskResult;
  checkpoint?: Checkpoint;
  /** What is wrong with the network itself. */
  warning?: string;
  /** Plugins that have changed since. */
  changed?: string[];
}

/** What is wrong with the saved network itself, which its results don't need; undefined if nothing is. */
async function modelDamage(
  dir: string,
  id: string,
  files: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const wanted = files[`models/${id}.json`];
  if (wanted === undefined) return undefined;
  const file = join(dir, 'models', `${id}.json`);
  try {
    await folderHandler(join(dir, 'models'), id).load!(); // compares the weights with their hash
    const found = sha256(await readFile(file));
    return wanted === found
      ? undefined
      : `${file} is damaged: expected SHA-256 ${shortDigest(wanted)}, received ${shortDigest(found)}`;
  } catch (error) {
    return (error as Error).message;
  }
}

/** What must be the same for a stored network to be used. */
type Identity = Pick<NetworkFile, 'task' | 'dataset'>;

const OTHER_FOLDER = 'choose another folder, or delete that one';

function checkSameData(dir: string, { dataset }: Pick<Identity, 'dataset'>, asked: Identity): void {
  if (!isSameDataset(dataset, asked.dataset))
    throw new MlpLabError(
      'invalid-argument',
      `${dir} contains ${asked.task.id} of other data: ${differentDatasets(dataset, asked.dataset)}: ${OTHER_FOLDER}`,
    );
}

function checkSameTask(dir: string, { task }: Pick<Identity, 'task'>, asked: Task): void {
  const now = plain(asked);
  if (isDeepStrictEqual(task, now)) return;
  throw new MlpLabError(
    'invalid-argument',
    `${dir} contains ${asked.id} with other settings (${difference(task, now)}): ${OTHER_FOLDER}`,
  );
}

/** As it comes back from JSON. */
function plain<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value));
}

/** The first setting that differs: `epochs 3, now 5`. */
function difference(stored: Task, asked: Task): string {
  const settings = ({ recipe, ...task }: Task) => Object.entries({ arithmetic: 'separate', ...task, ...recipe });
  const before = new Map<string, unknown>(settings(stored));
  const [name, now] = settings(asked).find(([key, value]) => !isDeepStrictEqual(before.get(key), value)) ?? ['', ''];
  return `${name} ${JSON.stringify(before.get(name))}, now ${JSON.stringify(now)}`;
}

/** @returns their SHA-256. */
async function writeNumbers(file: string, { buffer, byteOffset, byteLength }: Float32Array): Promise<string> {
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  await writeAtomically(file, bytes);
  return sha256(bytes);
}

async function writeJson(file: string, value: object): Promise<void> {
  await writeAtomically(file, `${JSON.stringify(value, null, 2)}\n`);
}

/** What lies where a run has its own, by the code of the system's error. */
const MISPLACED: Readonly<Record<string, string>> = {
  EISDIR: 'expected a file, found a folder: delete or move it',
  ENXIO: 'expected a file, found a pipe or a device: delete or move it',
  EEXIST: 'expected a folder, found a file: delete or move it',
  ENOTDIR: 'expected a folder above it, found a file: delete or move that file',
};

/** What ends a write for want of room, likewise. */
const NO_ROOM: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full (ENOSPC): free some space',
  EDQUOT: 'your share of the disk is used up (EDQUOT): free some space',
  EFBIG: 'a file would be larger than this process may write (EFBIG): raise the limit, as with ulimit -f unlimited,',
};

async function attempt<Result>(dir: string, action: () => Promise<Result>): Promise<Result> {
  try {
    return await action();
  } catch (cause) {
    if (cause instanceof MlpLabError) throw cause;
    const { code, message, path } = cause as NodeJS.ErrnoException;
    if (path !== undefined && code! in MISPLACED)
      throw new MlpLabError('io', `${path}: ${MISPLACED[code!]}, or choose another folder`, { cause });
    const problem =
      code! in NO_ROOM ? `${NO_ROOM[code!]} and rerun the command to go on` : `expected a writable folder: ${message}`;
    throw new MlpLabError('io', `${dir}: ${problem}`, { cause });
  }
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
