import { describe, expect, it } from 'vitest';
import type { LoadedProgram } from '../src/compiled-trainer';
import type { Rows } from '../src/program';
import { createRunner } from '../src/run';
import { inputSharer } from '../src/threads/share-inputs';
import { inOrder, type LayerSpec, makeProgram, makeRows, makeState } from './programs';

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
const load = (seed: number, rows: Rows, validation?: Rows): LoadedProgram => ({
  program,
  state: makeState(program, seed),
  rows,
  validation,
});

/** Sums and weights after an epoch, and sums of the validation rows. */
function trained({ state, rows, validation, inputs }: LoadedProgram) {
  const runner = createRunner(program, state, { batchSize: 8, seed: 1, rows, validation, inputs });
  const { optimizer } = program;
  const sums = runner.train({ order: inOrder(rows.count), from: 0, to: 5, firstStep: 0, optimizer });
  return { sums, weights: runner.read().weights, validation: validation && runner.validate() };
}

describe.each([
  ['bytes, mostly 0', { bytes: 9 }],
  ['floats, mostly 0', { sparse: true }],
  ['full rows of floats', {}],
])('shared inputs: %s', (_, options) => {
  const rows = makeRows(program, 40, 1, options);
  const validation = makeRows(program, 11, 2, options);

  it('are placed once, however many programs read them', () => {
    const share = inputSharer();
    const all = [1, 2, 3].map((seed) => share(load(seed, rows, validation)));
    expect(new Set(all.map(({ inputs }) => inputs?.memory)).size).toBe(1);
    expect(all.map((shared) => shared.rows.x.length)).toEqual([0, 0, 0]);
    expect(share(load(4, makeRows(program, 40, 3, options))).inputs?.memory).not.toBe(all[0].inputs?.memory);
  });

  it("give the bits that rows of one's own give, to programs that share a memory", () => {
    const share = inputSharer();
    const all = [1, 2].map((seed) => load(seed, rows, validation));
    const shared = all.map((loaded) => trained(share(loaded)));
    expect(shared).toEqual(all.map(trained));
  });
});
