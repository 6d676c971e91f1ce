// Where gradients go: into a step of the optimizer at once, while they are in the cache, or, where a penalty must still be added to
// them, into memory until the end of the batch.
import { CALL_FIELD } from '../memory/call-block';
import { VECTOR } from '../memory/layout';
import type { Program } from '../program';
import type { VectorOperations } from './arithmetic-code';
import type { FunctionBuilder } from './assembler/function';
import type { ModuleBuilder } from './assembler/module';
import { addition, type Int, type IntLike, int, loadInt } from './assembler/scalar';
import { loadVector, type Vector } from './assembler/vector';
import { ignoresZeros, loadScalars, optimizerStep } from './optimizer-step';
import { isRegularized, type ParameterBlock } from './parameter-blocks';
import type { Range } from './range';
import type { regularize } from './regularize';

/**
 * Moments of rarely used weights decay, in the end to subnormal floats below 2⁻¹²⁶, which Keras's backends treat as 0 and on which
 * processors are a hundred times slower. Every so many steps, moments below this limit are set to 0. It is large enough that no moment
 * becomes subnormal before the next time, and small enough to be negligible beside any ε.
 */
const MIN_MOMENT = 2 ** -110;
const STEPS_BETWEEN = 64; // a power of two

/** Receives the gradient of one parameter, whose weights are no longer needed in this step. */
export interface GradientSink {
  /** Writes the gradient of the four weights that start `position` + `offset` bytes into the parameter. Call `flush` after the last one. */
  readonly write: (sum: Vector, position: Int, offset: number) => void;
  /** Ends the writing of a range of the parameter's bytes. */
  readonly flush: (bytes: Range) => void;
  /** Writes `vectors` vectors of gradients from the address `from` on; needs no `flush`. */
  readonly writeRow: (from: IntLike, position: Int, vectors: number) => void;
  /** As `writeRow`, by a loop that all parameters share: less code, for what is written once a step. */
  readonly writeOnce: (from: IntLike, position: Int, vectors: number) => void;
}

export interface GradientSinks {
  /**
   * The sink of a parameter, given its index in the Program; `undefined` if a layer lacks the parameter or does not train it. With `byAddress`,
   * positions are addresses, and parameters with penalties share one sink, those without another.
   */
  readonly gradientSink: (
    f: FunctionBuilder,
    parameter: number | undefined,
    byAddress?: boolean,
  ) => GradientSink | undefined;
  /** Whether a gradient of 0 leaves the parameter and its slots unchanged. */
  readonly skipsZeros: (parameter: number) => boolean;
  /** Whether `finishBatch` changes weights or the loss. */
  readonly hasPenalties: boolean;
  /** Ends a batch, on one thread: adds the penalties to its loss and to the gradients in memory, updates with those, and clears decayed moments. */
  readonly finishBatch: (f: FunctionBuilder, rows: Int) => void;
}

export interface GradientSinkOptions {
  readonly parameters: readonly ParameterBlock[];
  /** Address of the call block. */
  readonly call: number;
  /** The operators of the optimizer's rule. */
  readonly operations: VectorOperations;
  /** Adds the penalties, where a parameter has any. */
  readonly addPenalties?: typeof regularize;
}

export function createGradientSinks(
  module: ModuleBuilder,
  { optimizer: { rule } }: Program,
  { parameters, call, operations, addPenalties }: GradientSinkOptions,
): GradientSinks {
  const skips = ignoresZeros(rule);
  const hasPenalty = ({ parameter }: ParameterBlock) => isRegularized(parameter);

  return {
    gradientSink(f, parameter, byAddress) {
      const block = parameter === undefined ? undefined : parameters[parameter];
      if (!block?.parameter.trainable) return undefined;
      const address = byAddress ? 0 : block.address;
      const gradient = block.gradient - block.address + address; // as far from the weights for all parameters
      const isDelayed = hasPenalty(block);
      const inRegisters = rule.slots.length === 0 && !isDelayed;
      const scalars = inRegisters ? loadScalars(f, rule, call) : [];
      const step = optimizerStep(f, rule, operations);
      const write: GradientSink['write'] = (sum, position, offset) =>
        inRegisters
          ? f.scope(() => {
              const weight = f.let(loadVector(position, address + offset));
              const after = step({ weight, gradient: f.let(sum), slots: [], scalars });
              f.store(position, after.weight, address + offset);
            })
          : f.store(position, sum, gradient + offset);
      const writeEach: GradientSink['writeRow'] = (from, position, vectors) => {
        const start = f.let(int(from));
        for (let i = 0; i < vectors; i++) write(f.let(loadVector(start, i * VECTOR)), position, i * VECTOR);
      };
      const writeOnce: GradientSink['writeRow'] = isDelayed
        ? writeEach
        : (from, position, vectors) => update(f, address, from, position, position.add(vectors * VECTOR));
      return {
        write,
        flush({ first, end }) {
          if (!inRegisters && !isDelayed) update(f, address, addition(first, gradient), first, end);
        },
        writeRow: inRegisters ? writeEach : writeOnce,
        writeOnce,
      };
    },

    hasPenalties: parameters.some(hasPenalty),
    skipsZeros: (parameter) => skips && !hasPenalty(parameters[parameter]),

    finishBatch(f, rows) {
      addPenalties?.(f, parameters.filter(hasPenalty), call, rows);
      for (const block of parameters.filter(hasPenalty))
        if (block.parameter.trainable) update(f, block.address, block.gradient, 0, block.bytes);
      const moments = parameters.flatMap(({ slots, bytes }) => slots.flatMap((slot) => [slot, slot + bytes]));
      if (moments.length)
        f.if(
          loadInt(call, CALL_FIELD.step)
            .and(STEPS_BETWEEN - 1)
            .eq(0),
          () =>
            f.for(Math.min(...moments), int(Math.max(...moments)), VECTOR, (at) => {
              const moment = f.let(loadVector(at));
              f.store(at, moment.andnot(moment.abs().lt(MIN_MOMENT)));
            }),
        );
    },
  };

  /** Updates the weights that start `first` bytes up to `end` bytes after `address`, whose gradient is at address `from`. */
  function update(f: FunctionBuilder, address: number, from: IntLike, first: IntLike, end: IntLike): void {
    f.call(module.defineOnce('update', 3, updateAll), addition(first, address), addition(end, address), from);
  }

  /** Updates the weights from address `start` up to `end`. */
  function updateAll(f: FunctionBuilder, start: Int, end: Int, from: Int): void {
    const { slots: addresses, address } = parameters.find(({ parameter }) => parameter.trainable)!;
    const offsets = addresses.map((slot) => slot - address); // the same for all parameters
    const scalars = loadScalars(f, rule, call);
    const step = optimizerStep(f, rule, operations);
    f.for(start, end, VECTOR, (at) => {
      const weight = f.let(loadVector(at));
      const gradient = f.let(loadVector(from));
      const slots = offsets.map((offset) => f.let(loadVector(at, offset)));
      const after = step({ weight, gradient, slots, scalars });
      f.store(at, after.weight);
      after.slots.forEach((slot, i) => {
        f.store(at, slot, offsets[i]);
      });
      f.set(from, from.add(VECTOR));
    });
  }
}
