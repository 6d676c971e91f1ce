// The contract of an initializer that a plugin brings: the initial values of one weight, from a seeded stream.
import type { Random } from '@mlp-lab/core';
import type { serialization, Tensor } from '@tensorflow/tfjs-core';
import { oncePerTensorFlow, type TensorFlow } from '../tensorflow';

/**
 * The values of a weight, row-major, as many as the shape has. All of its chance comes from `random`; `Math.random` and the like
 * would give other networks on another machine.
 *
 * @param shape of a kernel: `[inputs, outputs]`.
 */
export type InitializerRule = (random: Random, shape: readonly number[]) => Float32Array;

/** Rules by the full names of initializers: `acme/sparse`. */
export type InitializerRules = Readonly<Record<string, InitializerRule>>;

/**
 * Registers a name with TensorFlow.js, so that its layers take and save it. To them alone the weight is all zero: what builds a
 * network draws every weight from the seed.
 */
export function registerInitializer(tf: TensorFlow, className: string, rule: InitializerRule): void {
  oncePerTensorFlow(tf, rule, className, () => {
    const made = class RuleInitializer extends tf.serialization.Serializable {
      static readonly className = className;

      fromConfigUsesCustomObjects(): boolean {
        return false;
      }

      getConfig(): serialization.ConfigDict {
        return {};
      }

      apply(shape: number[]): Tensor {
        return tf.zeros(shape);
      }
    };
    tf.serialization.registerClass(made);
    return made;
  });
}
