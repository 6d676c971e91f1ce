// From the definition of an optimizer to a class that TensorFlow.js trains with, saves and loads.
import { type Hyperparameters, MlpLabError, type OptimizerRule, optimizerRule } from '@mlp-lab/core';
import { oncePerTensorFlow, type TensorFlow } from '@mlp-lab/core/tensorflow';
import type { NamedTensorMap, Optimizer, serialization, Tensor, Variable } from '@tensorflow/tfjs-core';
import { codeOptimizer } from './code-optimizer';
import { isComposed, type OptimizerDefinition, type OptimizerUpdate } from './optimizer-definition';

interface NamedTensor {
  name: string;
  tensor: Tensor;
}

export type OptimizerClass = new (hyper: Hyperparameters) => Optimizer;

/**
 * The class of an optimizer, registered with TensorFlow.js under `className` so that saved models find it. Its config is all of its
 * hyperparameters. A composed optimizer describes itself to the engine by its `rule`.
 */
export function optimizerClass(tf: TensorFlow, className: string, definition: OptimizerDefinition): OptimizerClass {
  return oncePerTensorFlow(tf, definition, className, () => {
    const made = makeClass(tf, className, definition);
    tf.serialization.registerClass(made as unknown as serialization.SerializableConstructor<Optimizer>);
    return made;
  });
}

function makeClass(tf: TensorFlow, className: string, definition: OptimizerDefinition): OptimizerClass {
  const {
    defaults,
    slots: slotNames,
    initialSlot,
    update,
  } = isComposed(definition) ? codeOptimizer(definition) : definition;

  return class DefinedOptimizer extends tf.Optimizer {
    static readonly className = className;
    /** The slots of each weight, in the order of the gradients. */
    private slots: Variable[][] = [];

    constructor(private hyper: Hyperparameters) {
      super();
    }

    /** Can be assigned between steps, as that of TensorFlow.js's own. */
    get learningRate(): number {
      return this.hyper.learningRate;
    }

    set learningRate(learningRate: number) {
      this.hyper = { ...this.hyper, learningRate };
    }

    static override fromConfig<T extends serialization.Serializable>(
      cls: serialization.SerializableConstructor<T>,
      config: serialization.ConfigDict,
    ): T {
      const hyper = Object.keys(defaults).map((name) => [name, config[name] ?? defaults[name]]);
      return new cls(Object.fromEntries(hyper));
    }

    get rule(): OptimizerRule | undefined {
      return isComposed(definition) ? optimizerRule(definition) : undefined;
    }

    override getConfig(): serialization.ConfigDict {
      return { ...this.hyper };
    }

    applyGradients(gradients: NamedTensorMap | NamedTensor[]): void {
      const named = Array.isArray(gradients)
        ? gradients
        : Object.entries(gradients).map(([name, tensor]) => ({ name, tensor }));
      named.forEach(({ name, tensor: gradient }, index) => {
        const variable = tf.engine().registeredVariables[name];
        this.slots[index] ??= this.newSlots(variable);
        if (gradient == null) return;
        tf.tidy(() => {
          const slots = this.slots[index];
          const updated = update(tf, { value: variable, gradient, slots, step: this.iterations + 1 }, this.hyper);
          checkUpdate(className, updated, slotNames);
          variable.assign(updated.value);
          for (const [i, slot] of slots.entries()) slot.assign(updated.slots[i]);
        });
      });
      this.incrementIterations();
    }

    override async getWeights(): Promise<NamedTensor[]> {
      const slots = this.slots.flatMap((ofWeight, weight) =>
        ofWeight.map((tensor, i) => ({ name: `${weight}/${slotNames[i]}`, tensor })),
      );
      return [await this.saveIterations(), ...slots];
    }

    override async setWeights(weights: NamedTensor[]): Promise<void> {
      const saved = await this.extractIterations(weights);
      this.disposeSlots();
      const width = slotNames.length;
      for (let at = 0; width > 0 && at < saved.length; at += width)
        this.slots.push(saved.slice(at, at + width).map(({ tensor }) => tf.variable(tensor, false)));
    }

    override dispose(): void {
      this.disposeSlots();
    }

    private newSlots(variable: Variable): Variable[] {
      return slotNames.map((name) => {
        const initial = initialSlot?.(this.hyper, name) ?? 0;
        return tf.tidy(() => tf.variable(tf.fill(variable.shape, initial), false));
      });
    }

    private disposeSlots(): void {
      tf.dispose(this.slots);
      this.slots = [];
    }
  } as unknown as OptimizerClass;
}

/** @throws MlpLabError `bad-model` for what a plugin's `update` must not return. */
function checkUpdate(className: string, updated: OptimizerUpdate | undefined, slotNames: readonly string[]): void {
  if (updated?.value && updated.slots?.length === slotNames.length) return;
  throw new MlpLabError('bad-model', `optimizer ${className}: update must return { value, slots: [${slotNames}] }`);
}
