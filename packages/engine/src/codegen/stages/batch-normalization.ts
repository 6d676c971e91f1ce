// y = (x - mean) / √(variance + ε) · gamma + beta, with the mean and variance of each column of the batch.
import { reserveRowBlock, VECTOR } from '../../memory/layout';
import type { BatchNormalizationLayer } from '../../program';
import type { FunctionBuilder } from '../assembler/function';
import type { Int } from '../assembler/scalar';
import { loadVector, splatInt, type Vector, vector } from '../assembler/vector';
import { downColumn, eachColumnOf, vectorsIn } from '../kernels/each-vector';
import { bytesOf, type Range } from '../range';
import { type Batch, type Context, makeStage, type Stage } from './stage';

export function stage(context: Context, layer: BatchNormalizationLayer, before: Stage): Stage {
  const { team, layout, parameters, capacity } = context;
  const { epsilon, momentum } = layer;
  const x = before.output;
  const { gradient } = before;
  const output = reserveRowBlock(layout, capacity, layer.width);
  const means = layout.reserve(x.vectors * VECTOR);
  const scales = layout.reserve(x.vectors * VECTOR); // 1 / √(variance + ε)
  const address = (parameter?: number) => (parameter === undefined ? undefined : parameters[parameter].address);
  const [gamma, beta] = [address(layer.gamma), address(layer.beta)];
  const [movingMean, movingVariance] = [parameters[layer.movingMean].address, parameters[layer.movingVariance].address];

  return makeStage(context, before, {
    output,
    weights: [layer.gamma, layer.beta],
    turn: 'columns',

    forward(f, { count }) {
      const all = { first: 0, end: count };
      const rows = f.let(splatInt(count).toFloat());
      eachColumnOf(f, team.share(f, x.vectors), (column) => {
        const mean = f.let(sumOver(f, all, column, (at) => loadVector(at, x.address)).div(rows));
        const variance = f.let(
          sumOver(f, all, column, (at) => {
            const distance = f.let(loadVector(at, x.address).sub(mean));
            return distance.mul(distance);
          }).div(rows),
        );
        const scale = f.let(inverseRoot(variance));
        f.store(column, mean, means);
        f.store(column, scale, scales);
        normalize(f, all, column, mean, scale);
        moveTowards(f, column, movingMean, mean);
        moveTowards(f, column, movingVariance, variance);
      });
    },

    infer: (f, { rows }) =>
      eachColumnOf(f, vectorsIn(x), (column) => {
        const mean = f.let(loadVector(column, movingMean));
        normalize(f, rows, column, mean, f.let(inverseRoot(loadVector(column, movingVariance))));
      }),

    backward: [['columns', backward]],
  });

  /** With x̂ = (x - mean) · scale: dbeta = Σ g, dgamma = Σ g x̂, dx = gamma · scale · (g - dbeta / n - x̂ · dgamma / n) */
  function backward(f: FunctionBuilder, { count }: Batch): void {
    const all = { first: 0, end: count };
    const rows = f.let(splatInt(count).toFloat());
    const [ofGamma, ofBeta] = [context.gradientSink(f, layer.gamma), context.gradientSink(f, layer.beta)];
    const columns = team.share(f, x.vectors);
    eachColumnOf(f, columns, (column) => {
      const mean = f.let(loadVector(column, means));
      const scale = f.let(loadVector(column, scales));
      const centred = (at: Int) => loadVector(at, x.address).sub(mean).mul(scale);
      const dBeta = sumOver(f, all, column, (at) => loadVector(at, gradient.address));
      const dGamma = sumOver(f, all, column, (at) => loadVector(at, gradient.address).mul(centred(at)));
      const factor = f.let(gamma === undefined ? scale : scale.mul(loadVector(column, gamma)));
      const [shareBeta, shareGamma] = [f.let(dBeta.div(rows)), f.let(dGamma.div(rows))];
      downColumn(f, all, x, column, (at) => {
        const g = loadVector(at, gradient.address);
        const dx = g.sub(shareBeta).sub(centred(at).mul(shareGamma)).mul(factor);
        f.store(at, dx, gradient.address);
      });
      ofGamma?.write(dGamma, column, 0);
      ofBeta?.write(dBeta, column, 0);
    });
    ofGamma?.flush(bytesOf(columns, VECTOR));
    ofBeta?.flush(bytesOf(columns, VECTOR));
  }

  function inverseRoot(variance: Vector): Vector {
    return vector(1).div(variance.add(epsilon).sqrt());
  }

  function normalize(f: FunctionBuilder, rows: Range, column: Int, mean: Vector, scale: Vector): void {
    const factor = f.let(gamma === undefined ? scale : scale.mul(loadVector(column, gamma)));
    const shift = f.let(beta === undefined ? vector(0) : loadVector(column, beta));
    downColumn(f, rows, x, column, (at) => {
      const y = loadVector(at, x.address).sub(mean).mul(factor).add(shift);
      f.store(at, y, output.address);
    });
  }

  /** moving ← moving - (moving - now) · (1 - momentum), in TensorFlow.js's order of operations. */
  function moveTowards(f: FunctionBuilder, column: Int, moving: number, now: Vector): void {
    const old = f.let(loadVector(column, moving));
    f.store(column, old.sub(old.sub(now).mul(1 - momentum)), moving);
  }

  function sumOver(f: FunctionBuilder, rows: Range, column: Int, term: (at: Int) => Vector): Vector {
    const sum = f.let(vector(0));
    downColumn(f, rows, x, column, (at) => f.set(sum, sum.add(term(at))));
    return sum;
  }
}
