// The networks that test a plugin: its variants, and a small network for each optimizer, activation and initializer.
import { defaultOptimizer } from '../optimizers/built-in-optimizers';
import { isComposed } from '../optimizers/optimizer-definition';
import type { OptionValues } from '../options';
import { optionsName } from '../options-name';
import { fullName, type Plugin } from '../plugin';
import type { Recipe } from '../recipe';
import type { Variant } from '../variant';
import { notebookRecipe } from '../variants/baseline';

export interface ContractVariant {
  /** Its name in the tests. */
  title: string;
  variant: Variant;
  options: OptionValues;
  /** Whether the engine must compile it: a composed optimizer. */
  mustCompile?: boolean;
}

const SMALL: Recipe = {
  ...notebookRecipe,
  hidden: [8],
  activation: 'tanh',
  optimizer: { ...defaultOptimizer('adam'), learningRate: 0.01 },
};

export function contractVariants(
  plugin: Plugin,
  more: Readonly<Record<string, readonly OptionValues[]>> = {},
): ContractVariant[] {
  const own = (plugin.variants ?? []).flatMap((variant) => {
    const name = fullName(plugin.meta, variant.name);
    return [{}, ...(more[name] ?? [])].map((options) => ({
      title: Object.keys(options).length > 0 ? `${name}:${optionsName(options)}` : name,
      variant: { ...variant, name },
      options,
    }));
  });
  return [...own, ...parts(plugin)];
}

function parts({ meta, activations = {}, initializers = {}, optimizers = {} }: Plugin): ContractVariant[] {
  const small = (title: string, fields: Partial<Recipe>): ContractVariant => ({
    title,
    variant: { name: title, title, changes: [], recipe: { ...SMALL, ...fields } },
    options: {},
  });
  const named = (name: string) => `${meta.namespace}/${name}` as const;
  return [
    ...Object.keys(activations).map((name) => small(`the activation ${named(name)}`, { activation: named(name) })),
    ...Object.keys(initializers).map((name) =>
      small(`the initializer ${named(name)}`, { kernelInitializer: named(name) }),
    ),
    ...Object.entries(optimizers).map(([name, definition]) => ({
      ...small(`the optimizer ${named(name)}`, {
        optimizer: { learningRate: 0, ...definition.defaults, name: named(name) },
      }),
      mustCompile: isComposed(definition),
    })),
  ];
}
