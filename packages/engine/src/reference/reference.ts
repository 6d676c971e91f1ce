// The plain reference: trains a Program in plain TypeScript and doubles, slowly but readably. The oracle of the tests.
import { trainingStreams } from '@mlp-lab/core/formulas';
import type { Program, ProgramSamples, ProgramState } from '../program';
import { noSums, type Slice, type SliceResult, type Sums } from '../slice';
import { applyLayer, type Pass } from './layers';
import { lossRules, metricOf } from './losses';
import { type Matrix, matrix } from './matrix';
import { updated } from './optimizers';

export interface Reference {
  /** Trains on the batches of a slice. */
  train(slice: Slice): SliceResult;
  evaluate(rows: ProgramSamples): Sums;
  predict(x: ProgramSamples['x'], count: number): Float64Array;
  /** d loss / d weight of one batch, without an update: one array a parameter. */
  gradients(rows: ProgramSamples, step: number): Float64Array[];
  read(): ProgramState;
}

export interface ReferenceOptions {
  samples: ProgramSamples;
  batchSize: number;
  seed: number;
}

export function reference(
  program: Program,
  state: ProgramState,
  { samples: rows, batchSize, seed }: ReferenceOptions,
): Reference {
  const weights = state.weights.map((values) => Float64Array.from(values));
  const slots = state.slots.map((ofParameter) => ofParameter.map((values) => Float64Array.from(values)));
  const streams = trainingStreams(seed);
  let { iterations } = state;

  /** The gradients and the loss of a batch, regularization included. */
  function forwardAndBack(batch: ProgramSamples, step: number): { gradients: Float64Array[]; sums: Sums } {
    const gradients = weights.map((values) => new Float64Array(values.length));
    const pass: Pass = { weights, gradients, noise: (ordinal) => streams.noise(ordinal, step), skips: [] };
    const backs: ((dy: Matrix) => Matrix)[] = [];
    let y = inputOf(program, batch);
    for (const layer of program.layers) {
      const applied = applyLayer(y, layer, pass);
      backs.push(applied.back);
      y = applied.y;
    }
    const sums = sumsOf(program, y, batch);
    let gradient = outputGradient(program, y, batch);
    for (const back of backs.reverse()) gradient = back(gradient);
    sums.loss += batch.count * regularize(program, weights, gradients);
    return { gradients, sums };
  }

  function update(gradients: Float64Array[], optimizer: Program['optimizer']): void {
    iterations += 1;
    let index = 0;
    for (const [p, { trainable }] of program.parameters.entries()) {
      if (!trainable) continue;
      const ofParameter = slots[index++];
      for (const i of weights[p].keys()) {
        const own = ofParameter.map((slot) => slot[i]);
        weights[p][i] = updated(optimizer, weights[p][i], gradients[p][i], own, iterations);
        for (const [s, slot] of ofParameter.entries()) slot[i] = own[s];
      }
    }
  }

  function infer(x: ProgramSamples['x'], count: number): Matrix {
    const pass: Pass = { weights, gradients: [], skips: [] };
    return program.layers.reduce((y, layer) => applyLayer(y, layer, pass).y, inputOf(program, { x, count }));
  }

  return {
    train({ order, from, to, firstStep, before }) {
      const total: SliceResult = before ? structuredClone(before) : noSums(program.metrics.length);
      for (let batch = from; batch < to; batch++) {
        const chosen = takeRows(program, rows, order.subarray(batch * batchSize, (batch + 1) * batchSize));
        const { gradients, sums } = forwardAndBack(chosen, firstStep + batch);
        update(gradients, program.optimizer);
        total.count += sums.count;
        total.loss += sums.loss;
        for (const [i, metric] of sums.metrics.entries()) total.metrics[i] += metric;
        if (!Number.isFinite(total.loss)) return { ...total, divergedAt: batch };
      }
      return total;
    },
    evaluate: (data) => sumsOf(program, infer(data.x, data.count), data),
    predict: (x, count) => infer(x, count).data,
    gradients: (batch, step) => forwardAndBack(batch, step).gradients,
    read: () => ({
      weights: weights.map((values) => Float32Array.from(values)),
      slots: slots.map((ofParameter) => ofParameter.map((values) => Float32Array.from(values))),
      iterations,
    }),
  };
}

const inputOf = ({ inputWidth }: Program, { x, count }: Pick<ProgramSamples, 'x' | 'count'>): Matrix =>
  matrix(count, inputWidth, (_r, _c, i) => x[i]);

/** Row `row` of y as numbers: a label stands for a one-hot row. */
function targetRow({ targets, outputWidth }: Program, { y }: ProgramSamples, row: number): number[] {
  return Array.from({ length: outputWidth }, (_, i) =>
    targets === 'labels' ? Number(y[row] === i) : y[row * outputWidth + i],
  );
}

const outputRow = ({ width, data }: Matrix, row: number) => data.subarray(row * width, (row + 1) * width);

function sumsOf(program: Program, output: Matrix, rows: ProgramSamples): Sums {
  const sums: Sums = { count: rows.count, loss: 0, metrics: program.metrics.map(() => 0) };
  for (let row = 0; row < rows.count; row++) {
    const [p, y] = [outputRow(output, row), targetRow(program, rows, row)];
    sums.loss += lossRules[program.loss].value(p, y) * (rows.weights?.[row] ?? 1);
    for (const [i, { kind }] of program.metrics.entries()) sums.metrics[i] += metricOf(kind, p, y);
  }
  return sums;
}

/** d(mean loss)/d(output): `[rows, outputWidth]`. */
function outputGradient(program: Program, output: Matrix, rows: ProgramSamples): Matrix {
  const slopes = Array.from({ length: rows.count }, (_, row) =>
    lossRules[program.loss].slopes(outputRow(output, row), targetRow(program, rows, row)),
  );
  return matrix(rows.count, output.width, (r, c) => (slopes[r][c] * (rows.weights?.[r] ?? 1)) / rows.count);
}

/** Adds the derivatives of the penalties to the gradients, and returns the penalty. */
function regularize({ parameters }: Program, weights: Float64Array[], gradients: Float64Array[]): number {
  let penalty = 0;
  for (const [p, { l1, l2 }] of parameters.entries())
    for (const [i, w] of weights[p].entries()) {
      penalty += l1 * Math.abs(w) + l2 * w * w;
      gradients[p][i] += l1 * Math.sign(w) + 2 * l2 * w;
    }
  return penalty;
}

function takeRows(
  { inputWidth, targets, outputWidth }: Program,
  rows: ProgramSamples,
  chosen: Uint32Array,
): ProgramSamples {
  const targetWidth = targets === 'labels' ? 1 : outputWidth;
  const take = (data: ProgramSamples['x'] | ProgramSamples['y'], width: number) =>
    Float32Array.from(
      { length: chosen.length * width },
      (_, i) => data[chosen[Math.floor(i / width)] * width + (i % width)],
    );
  return {
    count: chosen.length,
    x: take(rows.x, inputWidth),
    y: take(rows.y, targetWidth),
    weights: rows.weights && Float32Array.from(chosen, (row) => rows.weights![row]),
  };
}
