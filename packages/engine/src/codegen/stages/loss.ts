// Outputs and targets → sums of loss and metrics, and in training the gradient that starts the backward pass.
import { CALL_FIELD, SAMPLES_FIELD } from '../../memory/call-block';
import { part } from '../../parts/parts';
import type { Loss, Metric } from '../../program';
import type { FunctionBuilder } from '../assembler/function';
import { type Int, loadInt } from '../assembler/scalar';
import { lanesOfInt, loadSplat, loadVector, splatInt, type Vector, vector } from '../assembler/vector';
import { categoricalCrossentropy, crossentropyOfSoftmax, type LossRow } from '../categorical-crossentropy';
import { argMax, eachVector } from '../kernels/each-vector';
import { eachOf, type Range } from '../range';
import { addToSum, type LossTerms } from './loss-terms';
import { batchFunction, type Context, callOn, type Stage } from './stage';

export interface LossFunctions {
  /** Does the same as `evaluate`, and writes the gradient of the last stage. */
  readonly train: FunctionBuilder;
  /** Adds to the sums. In a team, it stores the terms of the thread's rows. */
  readonly evaluate: FunctionBuilder;
  /** In a team, where those terms are. */
  readonly terms?: LossTerms;
}

export function lossFunctions(context: Context, last: Stage, lastIsSoftmax: boolean): LossFunctions {
  const { call, program, team, layout, capacity } = context;
  const width = program.outputWidth;
  const rule = lossRule(program.loss);
  const throughSoftmax = lastIsSoftmax && program.loss === 'categoricalCrossentropy';
  if (throughSoftmax) last.derivativeApplied = true;

  // A sum's bits depend on the order of its terms: threads store theirs, and one of them adds all.
  const fields = [CALL_FIELD.lossSum, ...program.metrics.map((_, m) => CALL_FIELD.metrics + 8 * m)];
  const stride = fields.length * 4;
  const shared = team.size > 1 ? { address: layout.reserve(capacity * stride), stride, fields } : undefined;

  const evaluate = batchFunction(context, (f, { rows }) =>
    eachRow(f, rows, (row, weight, _, s) => {
      const value = rule.value(f, row);
      const terms = program.metrics.map((metric) => (metric.kind === program.loss ? value : metricOf(f, metric, row)));
      for (const [i, term] of [value.mul(weight), ...terms].entries())
        if (shared) f.storeLane(s.mul(shared.stride), term, shared.address + 4 * i);
        else addToSum(f, call, fields[i], term);
    }),
  );

  const train = batchFunction(context, (f, batch) => {
    callOn(f, evaluate, batch);
    const share = f.let(vector(1).div(splatInt(batch.count).toFloat()));
    eachRow(f, batch.rows, (row, weight, rowStart) => {
      const put = (offset: Int, g: Vector) => f.store(rowStart.add(offset), g, last.gradient.address);
      const scale = f.let(weight.mul(share));
      if (throughSoftmax) crossentropyOfSoftmax(f, row, scale, put);
      else rule.derivative(f, row, scale, put);
    });
  });

  return { train, evaluate, terms: shared };

  function eachRow(
    f: FunctionBuilder,
    rows: Range,
    body: (row: LossRow, weight: Vector, rowStart: Int, s: Int) => void,
  ): void {
    const order = f.let(loadInt(call, CALL_FIELD.order));
    const targets = f.let(loadInt(call, SAMPLES_FIELD.targets));
    const weights = f.let(loadInt(call, SAMPLES_FIELD.sampleWeights));
    eachOf(f, rows, (s) => {
      const index = f.let(loadInt(order.add(s.shl(2))));
      const rowStart = f.let(s.mul(last.output.stride));
      const weight = f.let(vector(1));
      f.if(weights, () => f.set(weight, loadSplat(weights.add(index.shl(2)))));
      body(rowOf(f, rowStart, targets, index), weight, rowStart, s);
    });
  }

  function rowOf(f: FunctionBuilder, rowStart: Int, targets: Int, index: Int): LossRow {
    const p = (offset: Int) => loadVector(rowStart.add(offset), last.output.address);
    const common = { width, p, normalized: lastIsSoftmax };
    if (program.targets === 'values') {
      const from = f.let(targets.add(index.mul(width * 4)));
      return { ...common, t: (offset) => loadVector(from.add(offset)) };
    }
    // lane j of the vector at `offset` is for class offset / 4 + j
    const target = f.let(loadInt(targets.add(index.shl(2))));
    const classes = (offset: Int) => splatInt(offset.shrU(2)).addI32(lanesOfInt(0, 1, 2, 3));
    const label = {
      isAfter: (offset: Int) => splatInt(target).gtI32(classes(offset)),
      p: f.let(loadSplat(rowStart.add(target.shl(2)), last.output.address)),
    };
    return { ...common, label, t: (offset) => classes(offset).eqI32(splatInt(target)).and(1) };
  }
}

/** A metric of a row, in every lane. */
function metricOf(f: FunctionBuilder, { kind }: Metric, row: LossRow): Vector {
  if (kind === 'categoricalAccuracy') return f.let(categoricalAccuracy(f, row));
  if (kind === 'binaryAccuracy') return f.let(part('uncommon').binaryAccuracy(f, row));
  return lossRule(kind).value(f, row);
}

const lossRule = (loss: Loss) =>
  loss === 'categoricalCrossentropy' ? categoricalCrossentropy : part('uncommon').losses[loss];

/** 1 where the argmax of the outputs is that of the targets; the first one counts among equals. */
function categoricalAccuracy(f: FunctionBuilder, { width, p, t, label }: LossRow): Vector {
  if (!label)
    return argMax(f, width, p)
      .eq(argMax(f, width, t))
      .and(1);
  const missed = f.let(label.p.ne(label.p)); // or some output is greater, or as great and before it
  eachVector(f, width, (offset, valid) => {
    const other = f.let(p(offset));
    f.set(missed, missed.or(valid(label.isAfter(offset).bitselect(other.ge(label.p), other.gt(label.p)))));
  });
  return splatInt(missed.bitmask().eq(0)).toFloat();
}
