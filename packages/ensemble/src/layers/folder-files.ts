// Models in a folder (Node), in TensorFlow.js's own format: NAME.json and its weights, NAME.HASH.bin.
import { MlpLabError, parseJson } from '@mlp-lab/core';
import { readFileBytes, writeAtomically } from '@mlp-lab/core/files';
import { io } from '@tensorflow/tfjs-core';
import { bytesOfSpecs, checkModelJson } from './check-model-json';

// Not imported, so that no bundler for browsers stumbles over them.
const crypto = process.getBuiltinModule('node:crypto');
const fs = process.getBuiltinModule('node:fs/promises');
const path = process.getBuiltinModule('node:path');

const WEIGHTS_FILE = /\.([0-9a-f]{16})\.bin$/;

/**
 * Saves a model. The file of weights is named after their SHA-256, which reveals damage. The JSON file, which refers to it, is
 * replaced last, by renaming: an interrupted save leaves the previous model intact.
 *
 * @param name of the JSON file, without its extension.
 */
export async function saveToFolder(
  dir: string,
  name: string,
  { weightData, weightSpecs = [], ...model }: io.ModelArtifacts,
): Promise<io.SaveResult> {
  await fs.mkdir(dir, { recursive: true });
  const file = path.join(dir, `${name}.json`);
  const weightsManifest: io.WeightsManifestConfig = [];
  if (weightData !== undefined) {
    const bytes = new Uint8Array(io.CompositeArrayBuffer.join(weightData));
    const weightsFile = `${name}.${hash(bytes)}.bin`;
    await writeAtomically(path.join(dir, weightsFile), bytes);
    weightsManifest.push({ paths: [weightsFile], weights: weightSpecs });
  }
  await writeAtomically(file, JSON.stringify({ ...model, weightsManifest }));
  const kept = pathsOf({ weightsManifest });
  await removeFiles(dir, (other) => other.startsWith(`${name}.`) && WEIGHTS_FILE.test(other) && !kept.includes(other));
  return { modelArtifactsInfo: io.getModelArtifactsInfoForJSON({ ...model, weightData, weightSpecs }) };
}

/**
 * Reads a model. It takes memory in proportion to its files: those of weights must have just the bytes that their specs describe, before
 * they are read, and lie in the folder, by plain names.
 *
 * @throws MlpLabError `bad-data` if a file is missing or damaged.
 */
export async function loadFromFolder(dir: string, name: string): Promise<io.ModelArtifacts> {
  const file = path.join(dir, `${name}.json`);
  const model = checkModelJson(await readJson(file), file);
  const specs = model.weightsManifest.flatMap(({ weights }) => weights);
  const paths = pathsOf(model).map((weights) => path.join(dir, weights));
  const sizes = await Promise.all(paths.map(sizeOf));
  const [expected, received] = [bytesOfSpecs(specs), sizes.reduce((sum, size) => sum + size, 0)];
  if (expected !== received)
    throw new MlpLabError(
      'bad-data',
      `${paths.length === 1 ? paths[0] : file} is damaged: expected weights of ${expected} bytes for its shapes, received ${received}`,
    );
  const files = await Promise.all(paths.map(readWeights));
  const bytes = Uint8Array.from(Buffer.concat(files));
  return io.getModelArtifactsForJSON(model, async () => [specs, bytes.buffer]);
}

export async function removeFiles(dir: string, isUnwanted: (file: string) => boolean): Promise<void> {
  for (const file of (await fs.readdir(dir)).filter(isUnwanted)) await fs.rm(path.join(dir, file), { force: true });
}

const MOST_JSON = 2 ** 26; // bytes: an architecture, and the history of hundreds of thousands of epochs

async function readJson(file: string): Promise<unknown> {
  if ((await sizeOf(file)) > MOST_JSON)
    throw new MlpLabError('bad-data', `${file} is damaged: expected at most ${MOST_JSON} bytes of JSON`);
  return parseJson((await readBytes(file)).toString(), file);
}

/** Of a file; not of a folder or a device, which may have no end. */
async function sizeOf(file: string): Promise<number> {
  const found = await fs.stat(file).catch((cause) => {
    throw unreadable(file, cause);
  });
  if (!found.isFile()) throw unreadable(file);
  return found.size;
}

async function readWeights(file: string): Promise<Buffer> {
  const bytes = await readBytes(file);
  const [, expected] = file.match(WEIGHTS_FILE) ?? [];
  if (expected === undefined || expected === hash(bytes)) return bytes;
  throw new MlpLabError(
    'bad-data',
    `${file} is damaged: expected bytes of SHA-256 ${expected}…, received ${hash(bytes)}…`,
  );
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    const { buffer, byteOffset, byteLength } = await readFileBytes(file);
    return Buffer.from(buffer, byteOffset, byteLength);
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

const unreadable = (file: string, cause?: unknown) =>
  new MlpLabError('bad-data', `${file} can't be read: expected a saved model`, { cause });

const pathsOf = ({ weightsManifest }: Pick<io.ModelJSON, 'weightsManifest'>) =>
  weightsManifest.flatMap(({ paths }) => paths);

/** The first 64 of 256 bits: they detect damage, not forgery. */
const hash = (bytes: Uint8Array) => crypto.createHash('sha256').update(bytes).digest('hex').slice(0, 16);
