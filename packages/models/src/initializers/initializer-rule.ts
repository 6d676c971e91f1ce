// A plugin's initializer: the initial values of one weight, from a seeded stream.
import type { Random } from '@mlp-lab/core';
import { oncePerTensorFlow, type TensorFlow } from '@mlp-lab/core/tensorflow';
import type { serialization, Tensor } from '@tensorflow/tfjs-core';

/**
 * The values of a weight, row-major, one for each element of the shape. All randomness must come from `random`: `Math.random` would
 * give different networks on every machine.
 *
 * @param shape for a kernel: `[inputs, outputs]`.
 */
export type InitializerRule = (random: Random, shape: readonly number[]) => Float32Array;

/** Rules by the full names of initializers: `acme/sparse`. */
export type InitializerRules = Readonly<Record<string, InitializerRule>>;

/**
 * Registers a name with TensorFlow.js, so that its layers accept and save it. For TensorFlow.js the weight starts at zero; the registry
 * then draws every weight from the seed.
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
