// The functions that JavaScript calls: training without leaving WebAssembly, one step after another, and inference.
import { CALL_FIELD } from '../memory/call-block';
import type { FunctionBuilder } from './assembler/function';
import { eachStep } from './each-step';
import type { Context, StepFunction } from './stages/stage';

/** What the compiled layers do, in order. Each function takes the number of rows. */
export interface Pass {
  /** What depends on weights and samples alone. Also part of a step. */
  readonly prepare: readonly FunctionBuilder[];
  readonly step: readonly StepFunction[];
  /** Ends a step. */
  readonly update: FunctionBuilder;
  /** Computes the outputs. */
  readonly infer: readonly FunctionBuilder[];
  /** Outputs → loss and metrics. */
  readonly evaluate: FunctionBuilder;
}

/** Exports the functions for one thread. */
export function exportAlone(context: Context, { prepare, step, update, infer, evaluate }: Pass): void {
  const { module, call } = context;
  const inTurn = [...step.filter(({ turn }) => turn === 'start'), ...step.filter(({ turn }) => turn !== 'start')];
  module.export('train', 4, (f, ...parameters) =>
    eachStep(f, context, parameters, (count) => {
      for (const each of inTurn) f.call(each.call, count);
      f.call(update, count);
    }),
  );
  module.export('prepare', 0, (f) => {
    for (const each of prepare) f.call(each, 0);
  });
  const exportPass = (name: 'forward' | 'evaluate', functions: readonly FunctionBuilder[]) =>
    module.export(name, 2, (f, order, rows) => {
      f.store(call, order, CALL_FIELD.order);
      for (const each of functions) f.call(each, rows);
    });
  exportPass('forward', infer);
  exportPass('evaluate', [...infer, evaluate]);
}
