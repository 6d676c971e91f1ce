import { describe, expect, it } from 'vitest';
import type { LoadedProgram } from '../fit/compiled-trainer';
import type { ProgramSamples } from '../program';
import { createRunner } from '../run/create-runner';
import { placeProgram, releasePlacement } from '../run/place-program';
import { runPlaced } from '../run/runner';
import { optimizerOf } from '../testing/optimizers';
import { inOrder, type LayerSpec, makeProgram, makeSamples, makeState } from '../testing/programs';
import { serveTraining } from './serve-training';
import { inputSharer } from './share-inputs';

const relu: LayerSpec = { kind: 'activation', function: { name: 'relu' } };
const layers: LayerSpec[] = [
  { kind: 'dense', outputs: 50 },
  relu,
  { kind: 'dense', outputs: 40 },
  relu,
  { kind: 'dense', outputs: 3 },
  { kind: 'softmax' },
];
const program = makeProgram({ inputWidth: 300, layers, loss: 'categoricalCrossentropy' });
type Loaded = LoadedProgram & { batchSize?: number };

const load = (seed: number, rows: ProgramSamples, validation?: ProgramSamples): LoadedProgram => ({
  program,
  state: makeState(program, seed),
  samples: rows,
  validation,
});

/** Sums and weights after an epoch, and sums of the validation rows. */
function trained({ state, samples: rows, validation, inputs, batchSize = 8 }: Loaded, disposes = false) {
  const runner = createRunner(program, state, { batchSize, seed: 1, samples: rows, validation, inputs });
  const { optimizer } = program;
  const sums = runner.train({
    order: inOrder(rows.count),
    from: 0,
    to: Math.ceil(rows.count / batchSize),
    firstStep: 0,
    optimizer,
  });
  const result = { sums, weights: runner.read().weights, validation: validation && runner.validate() };
  if (disposes) runner.dispose();
  return result;
}

describe.each([
  ['bytes, mostly 0', { bytes: 9 }],
  ['floats, mostly 0', { sparse: true }],
  ['full rows of floats', {}],
])('shared inputs: %s', (_, options) => {
  const rows = makeSamples(program, 40, 1, options);
  const validation = makeSamples(program, 11, 2, options);

  it('are stored once, however many programs read them', () => {
    const share = inputSharer();
    const all = [1, 2, 3].map((seed) => share(load(seed, rows, validation)));
    expect(new Set(all.map(({ inputs }) => inputs?.memory)).size).toBe(1);
    expect(all.map((shared) => shared.samples.x.length)).toEqual([0, 0, 0]);
    expect(share(load(4, makeSamples(program, 40, 3, options))).inputs?.memory).not.toBe(all[0].inputs?.memory);
  });

  it('give one program after another the same region, cleared', () => {
    const share = inputSharer();
    const all = [1, 2, 3].map((seed) => load(seed, rows, validation));
    const bytes: (number | undefined)[] = [];
    const shared = all.map((loaded) => {
      const placed = share(loaded);
      const result = trained(placed, true);
      bytes.push(placed.inputs?.memory.buffer.byteLength);
      return result;
    });
    expect(new Set(bytes).size).toBe(1);
    expect(shared).toEqual(all.map((loaded) => trained(loaded)));
  });

  it('let a program reuse the region of another', () => {
    const placed = inputSharer()(load(1, rows, validation));
    const other = makeProgram({
      inputWidth: 300,
      layers: [{ kind: 'dense', outputs: 64 }, relu, { kind: 'dense', outputs: 64 }, relu, ...layers.slice(2)],
      loss: 'categoricalCrossentropy',
      optimizer: optimizerOf({ name: 'momentum', learningRate: 0.1, momentum: 0.9 }),
    });
    const options = {
      batchSize: 8,
      seed: 1,
      samples: placed.samples,
      validation: placed.validation,
      inputs: placed.inputs,
    };
    const first = createRunner(other, makeState(other, 5), options);
    const order = inOrder(rows.count);
    for (let epoch = 0; epoch < 3; epoch++)
      first.train({ order, from: 0, to: 5, firstStep: 0, optimizer: other.optimizer });
    first.dispose();
    const bytes = placed.inputs?.memory.buffer.byteLength;
    expect(trained(placed)).toEqual(trained(load(1, rows, validation)));
    expect(placed.inputs?.memory.buffer.byteLength).toBe(bytes);
  });

  it('do not grow when a thread trains one program after another', async () => {
    const share = inputSharer();
    const bytes: (number | undefined)[] = [];
    for (const seed of [1, 2, 3]) {
      const loaded = share(load(seed, rows, validation));
      const options = { epochs: 1, initialEpoch: 0, batchSize: 8, shuffle: true, seed };
      const reports: string[] = [];
      const result = { epoch: [], history: { loss: [], acc: [] }, threads: 1 };
      const placement = placeProgram(program, { ...loaded, batchSize: 8 });
      const request = { kind: 'train', loaded, placement, options, result } as const;
      const open = () => runPlaced(program, loaded.state, { ...loaded, ...options }, placement);
      await serveTraining(request, open, new AbortController().signal, ({ kind }) => reports.push(kind));
      releasePlacement(placement, loaded);
      expect(reports.at(-1)).toBe('done');
      bytes.push(loaded.inputs?.memory.buffer.byteLength);
    }
    expect(new Set(bytes).size).toBe(1);
  });

  it('give a program with larger batches a larger region', () => {
    const share = inputSharer();
    const placed = share(load(1, rows, validation));
    const short = trained(placed, true);
    const bytes = placed.inputs?.memory.buffer.byteLength ?? 0;
    const alone = { ...load(1, rows, validation), batchSize: 200 };
    expect(trained({ ...placed, batchSize: 200 }, true)).toEqual(trained(alone));
    expect(placed.inputs?.memory.buffer.byteLength).toBeGreaterThan(bytes);
    expect(trained(placed, true)).toEqual(short);
  });

  it('give programs that share a memory the same bits as a memory of their own', () => {
    const share = inputSharer();
    const all = [1, 2].map((seed) => load(seed, rows, validation));
    const shared = all.map((loaded) => trained(share(loaded)));
    expect(shared).toEqual(all.map((loaded) => trained(loaded)));
  });
});
