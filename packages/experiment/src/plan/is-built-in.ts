// Which recipes are whole without a registry.
import { type OptimizerRecipe, optimizerNames } from '@mlp-lab/models';

/** Whether an optimizer is one of the ten of models: a plugin's is known to its registry alone. */
export function isBuiltIn({ name }: OptimizerRecipe): boolean {
  return (optimizerNames as readonly string[]).includes(name);
}
