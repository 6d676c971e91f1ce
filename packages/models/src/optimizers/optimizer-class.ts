// From a pure rule to a class that TensorFlow.js trains with, saves and loads.
import type { NamedTensorMap, Optimizer, serialization, Tensor, Variable } from '@tensorflow/tfjs-core';
import { oncePerTensorFlow, type TensorFlow } from '../tensorflow';
import type { Hyperparameters, OptimizerRule } from './optimizer-rule';

interface NamedTensor {
  name: string;
  tensor: Tensor;
}

export type OptimizerClass = new (hyper: Hyperparameters) => Optimizer;

/**
 * The optimizer of a rule, registered with TensorFlow.js under `className` so that saved models find it. Its config is its
 * hyperparameters, all of them.
 */
export function optimizerClass(tf: TensorFlow, className: string, rule: OptimizerRule): OptimizerClass {
  return oncePerTensorFlow(tf, rule, className, () => {
    const made = makeClass(tf, className, rule);
    tf.serialization.registerClass(made as unknown as serialization.SerializableConstructor<Optimizer>);
    return made;
  });
}

function makeClass(tf: TensorFlow, className: string, rule: OptimizerRule): OptimizerClass {
  return class RuleOptimizer extends tf.Optimizer {
    static readonly className = className;
    /** Of each weight, in the order in which weights come. */
    private slots: Variable[][] = [];

    constructor(private readonly hyper: Hyperparameters) {
      super();
    }

    static override fromConfig<T extends serialization.Serializable>(
      cls: serialization.SerializableConstructor<T>,
      config: serialization.ConfigDict,
    ): T {
      const hyper = Object.keys(rule.defaults).map((name) => [name, config[name] ?? rule.defaults[name]]);
      return new cls(Object.fromEntries(hyper));
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
          const updated = rule.update(tf, { value: variable, gradient, slots, step: this.iterations + 1 }, this.hyper);
          variable.assign(updated.value);
          for (const [place, slot] of slots.entries()) slot.assign(updated.slots[place]);
        });
      });
      this.incrementIterations();
    }

    override async getWeights(): Promise<NamedTensor[]> {
      const slots = this.slots.flatMap((ofWeight, weight) =>
        ofWeight.map((tensor, place) => ({ name: `${weight}/${rule.slots[place]}`, tensor })),
      );
      return [await this.saveIterations(), ...slots];
    }

    override async setWeights(weights: NamedTensor[]): Promise<void> {
      const saved = await this.extractIterations(weights);
      this.disposeSlots();
      const width = rule.slots.length;
      for (let at = 0; width > 0 && at < saved.length; at += width)
        this.slots.push(saved.slice(at, at + width).map(({ tensor }) => tf.variable(tensor, false)));
    }

    override dispose(): void {
      this.disposeSlots();
    }

    private newSlots(variable: Variable): Variable[] {
      const initial = rule.initialSlot?.(this.hyper) ?? 0;
      return rule.slots.map(() => tf.tidy(() => tf.variable(tf.fill(variable.shape, initial), false)));
    }

    private disposeSlots(): void {
      tf.dispose(this.slots);
      this.slots = [];
    }
  } as unknown as OptimizerClass;
}
