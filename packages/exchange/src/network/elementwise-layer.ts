// The layer of a read model for an activation that TensorFlow.js does not have. It describes its formula, so that the engine compiles it.
import type { DescribedLayer, Expression } from '@mlp-lab/core';
import { applyExpression, oncePerTensorFlow, type TensorFlow } from '@mlp-lab/core/tensorflow';
import type { serialization, Tensor } from '@tensorflow/tfjs-core';
import type { layers } from '@tensorflow/tfjs-layers';
import { checkTensorFlow } from '../check-given';
import { functionExpression } from './function-expression';
import type { ActivationFunction } from './network';

export const ELEMENTWISE = 'mlp-lab>Elementwise';

/** What `getConfig` returns besides the name: the function. */
export interface ElementwiseConfig {
  readonly activation: ActivationFunction;
}

export type ElementwiseClass = new (config: ElementwiseConfig & { name: string }) => layers.Layer;

/** Registers the layer with a copy of TensorFlow.js, which can then load models that contain it. The same class at every call. */
export function registerElementwise(tf: TensorFlow): ElementwiseClass {
  checkTensorFlow(tf);
  return oncePerTensorFlow(tf, registerElementwise, ELEMENTWISE, () => {
    const made = class Elementwise extends tf.layers.Layer implements DescribedLayer {
      static readonly className = ELEMENTWISE;
      readonly activation: ActivationFunction;
      readonly expression: Expression;

      constructor({ activation, ...config }: ElementwiseConfig & { name: string }) {
        super(config);
        this.activation = activation;
        this.expression = functionExpression(activation)!;
        this.supportsMasking = true;
      }

      override call(inputs: Tensor | Tensor[]): Tensor {
        return tf.tidy(() => applyExpression(tf, this.expression, Array.isArray(inputs) ? inputs[0] : inputs));
      }

      override computeOutputShape(shape: layers.Layer['outputShape']): layers.Layer['outputShape'] {
        return shape;
      }

      override getConfig(): serialization.ConfigDict {
        return { ...super.getConfig(), activation: this.activation as unknown as serialization.ConfigDict };
      }

      lower() {
        return [{ kind: 'elementwise' as const, expression: this.expression }];
      }
    };
    tf.serialization.registerClass(made as unknown as serialization.SerializableConstructor<layers.Layer>);
    return made as unknown as ElementwiseClass;
  });
}
