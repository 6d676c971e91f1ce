// The readers of experiment: a report, a run folder with its networks and checkpoints, and what a page posts.
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { memoryFolder } from '../memory-folder.mjs';
import { mutateBytes, mutateJson, mutateText, ODD_VALUES, pick } from '../mutate.mjs';
import { tf } from '../tensorflow.mjs';

const packages = new URL('../../../packages/', import.meta.url);
const { compare, openPageTransport } = await import(new URL('experiment/dist/index.js', packages).href);
const { readRun, reportSoFar, withStopped, withStoredModels } = await import(new URL('experiment/dist/node.js', packages).href); // biome-ignore format: one line
const { tinyDataset } = await import(new URL('experiment/dist/testing.js', packages).href);
const { createRegistry, notebook } = await import(new URL('models/dist/index.js', packages).href);

const dir = mkdtempSync(join(memoryFolder(), 'mlp-lab-fuzz-'));
process.on('exit', () => rmSync(dir, { recursive: true, force: true }));
const registry = createRegistry([notebook()]);
registry.register(tf);
const settings = { registry, dataset: tinyDataset, variants: ['relu'], set: { hidden: [4] } };
const made = join(dir, 'made');
await compare({ ...settings, epochs: 2, out: made });
const stopped = join(dir, 'stopped'); // after one of five epochs
const stop = new AbortController();
const stopAtFirst = ({ type, progress }) => type === 'training' && progress.epoch === 1 && stop.abort();
await compare({ ...settings, epochs: 5, out: stopped, signal: stop.signal, onProgress: stopAtFirst }).catch(() => {});

const textOf = (bytes) => new TextDecoder().decode(bytes);
const seal = ({ checksum: _, ...value }) => ({ ...value, checksum: createHash('sha256').update(JSON.stringify(value)).digest('hex') }); // biome-ignore format: one line
const HASH = 32;

/** The numbers or the header of a checkpoint are changed, and its checksum is right again. */
function mutateCheckpoint(random, bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(12, true);
  const json = JSON.parse(textOf(bytes.subarray(16, 16 + length)));
  const header = new TextEncoder().encode(JSON.stringify(mutateJson(random, json)));
  const padded = Math.ceil(header.length / 4) * 4;
  const body = bytes.subarray(16 + length, bytes.length - HASH);
  const changed = new Uint8Array(16 + padded + body.length).fill(32);
  changed.set(bytes.subarray(0, 16));
  new DataView(changed.buffer).setUint32(12, padded, true);
  changed.set(header, 16);
  changed.set(body, 16 + padded);
  return Uint8Array.from([...changed, ...createHash('sha256').update(changed).digest()]);
}

/** One file of a run is changed. Where `isJson`, it is JSON still, and its checksum may be right. */
function folderReader(name, folder, use, { isWriting = false } = {}) {
  const changed = `${folder}-${name.replaceAll(/\W+/g, '-')}`;
  cpSync(folder, changed, { recursive: true });
  const names = readdirSync(folder, { recursive: true }).filter((file) => /\.(json|f32|bin)$/.test(file));
  const contents = new Map(names.map((file) => [file, new Uint8Array(readFileSync(join(folder, file)))]));
  return {
    name,
    make(random) {
      const file = pick(random, names);
      const bytes = contents.get(file);
      const isWhole = random(5) > 0;
      if (file.endsWith('.checkpoint.bin') && isWhole)
        return { input: { file, bytes: mutateCheckpoint(random, bytes) }, keepsHeader: true };
      if (!file.endsWith('.json') || !isWhole)
        return { input: { file, bytes: mutateBytes(random, bytes) }, keepsHeader: false };
      const json = mutateJson(random, JSON.parse(textOf(bytes)));
      const sealed = random(2) === 0 ? seal(json) : json;
      return { input: { file, bytes: new TextEncoder().encode(JSON.stringify(sealed)) }, keepsHeader: true };
    },
    async read(input) {
      writeFileSync(join(changed, input.file), input.bytes);
      try {
        await use(changed, input);
      } finally {
        if (isWriting) restore(changed, contents);
        else writeFileSync(join(changed, input.file), contents.get(input.file));
      }
    },
  };
}

function restore(folder, contents) {
  for (const { parentPath, name } of readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  ))
    if (!contents.has(relative(folder, join(parentPath, name)))) rmSync(join(parentPath, name));
  for (const [file, bytes] of contents) writeFileSync(join(folder, file), bytes);
}

const checkByte = (bytes) => createHash('sha256').update(bytes).digest()[0];
const nothingTrained = new Error('nothing is trained');
const trainsNothing = { run: () => Promise.reject(nothingTrained), async close() {} };

const report = readFileSync(join(made, 'report.json'), 'utf8');

export const readers = [
  {
    name: 'report.json',
    make(random) {
      const isJson = random(5) > 0;
      const input = isJson ? JSON.stringify(mutateJson(random, JSON.parse(report))) : mutateText(random, report);
      return { input, keepsHeader: isJson };
    },
    async read(text) {
      writeFileSync(join(dir, 'alone.json'), text);
      await readRun(join(dir, 'alone.json'));
    },
  },
  folderReader('a run, and its networks', made, async (folder) => {
    const stored = await readRun(folder);
    reportSoFar({ ...stored, report: undefined }, { registry, dataset: tinyDataset });
    const [row] = stored.report?.rows ?? [];
    if (row?.runs[0]) await withStoredModels(stored, { row, run: row.runs[0], registry }, () => {});
  }),
  folderReader('a stopped run', stopped, async (folder) => {
    await withStopped(await readRun(folder), { registry, dataset: tinyDataset });
  }),
  folderReader(
    'a run that is gone on with',
    stopped,
    async (folder, { bytes }) => {
      // Reading ends where training begins, which takes most of the time: one of 32 trains, to the end.
      const executor = checkByte(bytes) < 8 ? undefined : trainsNothing;
      await compare({ ...settings, epochs: 5, out: folder, executor }).catch((error) => {
        if (error !== nothingTrained) throw error;
      });
    },
    { isWriting: true },
  ),
  {
    name: 'what a page posts',
    make(random) {
      const messages = [
        { kind: 'reply', reply: { kind: 'progress', id: 0, progress: { epoch: 1, epochs: 2, fraction: 0.5, loss: 1, acc: 0 } } }, // biome-ignore format: one line
        { kind: 'reply', reply: { kind: 'done', id: 0, result: { seconds: { $special: ['number', 'NaN'] }, probabilities: { $special: ['Float32Array', 'AACAPw=='] } } } }, // biome-ignore format: one line
        { kind: 'failed', code: 'unavailable', message: 'no' },
      ];
      return { input: random(9) === 0 ? pick(random, ODD_VALUES) : mutateJson(random, messages), keepsHeader: true };
    },
    async read(messages) {
      const transport = openPageTransport({ events: () => [] });
      try {
        transport.receive(messages);
      } finally {
        await transport.close();
      }
    },
  },
];
