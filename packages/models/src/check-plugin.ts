// Checks a plugin without running its code. Each message names the plugin.
import { checkExpression, describeJson, MlpLabError, optimizerRule } from '@mlp-lab/core';
import { checkRecipe } from './check-recipe';
import { isComposed, type OptimizerDefinition } from './optimizers/optimizer-definition';
import { checkOptions } from './options';
import { builtInParts, type Parts } from './parts';
import type { Plugin, PluginMeta } from './plugin';
import type { Recipe } from './recipe';
import type { Variant } from './variant';

const NAMESPACE = /^([a-z][a-z0-9-]*)?$/;
const NAME = /^[A-Za-z0-9][A-Za-z0-9.-]*(\/[A-Za-z0-9][A-Za-z0-9.-]*)*$/;
const KINDS = ['layers', 'optimizers', 'activations', 'initializers'] as const;

/** @throws MlpLabError `invalid-argument` or `unknown-name`. */
export function checkPlugin(plugin: Plugin): void {
  let title = 'a plugin';
  try {
    checkMeta(plugin?.meta);
    title = `plugin ${plugin.meta.name}`;
    checkParts(plugin);
  } catch (cause) {
    if (cause instanceof MlpLabError) throw cause; // else a getter or a proxy of the plugin threw
    throw new MlpLabError('invalid-argument', `${title} can't be read: ${(cause as Error)?.message}`, { cause });
  }
}

function checkParts(plugin: Plugin): void {
  const { variants = [], activations = {}, optimizers = {} } = plugin;
  if (!Array.isArray(variants))
    fail(`plugin ${plugin.meta.name}: variants must be a list: received ${typeof variants}`);
  variants.forEach((variant, i) => {
    checkVariantForm(`plugin ${plugin.meta.name}, variants[${i}]`, variant);
  });
  checkNames(plugin, 'variants', variants.flatMap(namesOf));
  for (const kind of KINDS) checkKind(plugin, kind);
  for (const [name, formula] of Object.entries(activations))
    within(`plugin ${plugin.meta.name}, activation '${name}'`, () => checkExpression(formula));
  for (const [name, definition] of Object.entries(optimizers))
    within(`plugin ${plugin.meta.name}, optimizer '${name}'`, () => checkDefinition(definition));
  for (const variant of variants) checkVariant(plugin, variant);
}

/** A variant's name, aliases and former names. */
export const namesOf = ({ name, aliases = [], formerly = [] }: Variant): string[] => [name, ...aliases, ...formerly];

function checkMeta(meta: PluginMeta | undefined): void {
  for (const field of ['name', 'version', 'namespace'] as const)
    if (typeof meta?.[field] !== 'string')
      fail(`plugin.meta.${field} must be a string: received ${describeJson(meta?.[field])}`);
  if (meta?.name === '') fail('plugin.meta.name must not be empty');
  if (!NAMESPACE.test(meta!.namespace))
    fail(`plugin.meta.namespace must be lower-case letters, digits and -: received '${meta?.namespace}'`);
}

function checkKind(plugin: Plugin, kind: (typeof KINDS)[number]): void {
  const { meta, [kind]: brought = {} } = plugin;
  if (!isObject(brought))
    fail(`plugin ${meta.name}: ${kind} must be an object, name by name: received ${describeJson(brought)}`);
  checkNames(plugin, kind, Object.keys(brought));
  if (meta.namespace === '' && Object.keys(brought).length > 0)
    fail(
      `plugin ${meta.name}: ${kind} need a namespace, so that they cannot replace those of TensorFlow.js or mlp-lab`,
    );
  const isFunction = kind === 'layers' || kind === 'initializers';
  for (const [name, part] of Object.entries<unknown>(brought))
    if (isFunction && typeof part !== 'function')
      fail(`plugin ${meta.name}: '${name}' in ${kind} must be a function: received ${describeJson(part)}`);
}

/** Composing a composed optimizer finds the mistakes in it. */
function checkDefinition(definition: OptimizerDefinition): void {
  const { title, defaults } = definition ?? {};
  if (typeof title !== 'string' || !isObject(defaults))
    fail(`must be { title, defaults, transformation }: received ${describeJson(definition)}`);
  if (isComposed(definition)) optimizerRule(definition);
  else if (!Array.isArray(definition.slots) || typeof definition.update !== 'function')
    fail('must have a transformation, or slots and a function update');
}

function checkNames({ meta }: Plugin, kind: string, names: readonly string[]): void {
  names.forEach((name, index) => {
    if (!NAME.test(name))
      fail(
        `plugin ${meta.name}: a name in ${kind} must be letters, digits, '.', '-' and '/': received ${describeJson(name)}`,
      );
    if (names.indexOf(name) !== index) fail(`plugin ${meta.name}: ${kind} has '${name}' twice`);
  });
}

function checkVariant(plugin: Plugin, { name, recipe, changes, build, options }: Variant): void {
  const where = `plugin ${plugin.meta.name}, variant '${name}'`;
  if (recipe === undefined || recipe === null)
    fail(`${where}: has no recipe; a variant with build needs one, too, for its training`);
  if (!Array.isArray(changes) || !Array.from(changes).every(isString))
    fail(`${where}: changes must be a list of recipe fields: received ${describeJson(changes)}`);
  if (build !== undefined && typeof build !== 'function') fail(`${where}: build must be a function`);
  if (options !== undefined) {
    if (build === undefined) fail(`${where}: has options, but no build that could use them`);
    if (typeof options?.['~standard']?.validate !== 'function')
      fail(`${where}: options must be a schema of zod, valibot or another library that follows standardschema.dev`);
    checkOptions(`${where}: every option needs a default`, options);
  }
  const parts = partsWith(plugin);
  within(where, () => checkRecipe(withoutForeign(recipe, parts), parts));
}

/** What every other check of a variant relies on. */
function checkVariantForm(where: string, variant: Variant): void {
  if (!isObject(variant)) fail(`${where} must be an object: received ${describeJson(variant)}`);
  for (const field of ['aliases', 'formerly'] as const)
    if (variant[field] !== undefined && !(Array.isArray(variant[field]) && variant[field].every(isString)))
      fail(`${where}: ${field} must be a list of names: received ${describeJson(variant[field])}`);
  if (!isString(variant.name)) fail(`${where}: name must be a string: received ${describeJson(variant.name)}`);
}

const isString = (value: unknown) => typeof value === 'string';

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The parts that a plugin's recipes may rely on: its own, and those of this package. */
function partsWith({ meta, optimizers = {}, activations = {}, initializers = {} }: Plugin): Parts {
  const named = <Part>(parts: Readonly<Record<string, Part>>) =>
    Object.fromEntries(Object.entries(parts).map(([name, part]) => [`${meta.namespace}/${name}`, part]));
  return {
    optimizers: { ...builtInParts.optimizers, ...named(optimizers) },
    activations: named(activations),
    initializers: named(initializers),
  };
}

/** Parts of other plugins are checked when the network is built. */
function withoutForeign(recipe: Recipe, parts: Parts): Recipe {
  const isForeign = (name: unknown, known: object) =>
    typeof name === 'string' && name.includes('/') && !Object.hasOwn(known, name);
  return {
    ...recipe,
    ...(isForeign(recipe.optimizer?.name, parts.optimizers) && { optimizer: { name: 'sgd', learningRate: 1 } }),
    ...(isForeign(recipe.activation, parts.activations) && { activation: 'relu' }),
    ...(isForeign(recipe.kernelInitializer, parts.initializers) && { kernelInitializer: 'heNormal' }),
  };
}

function within(where: string, check: () => void): void {
  try {
    check();
  } catch (cause) {
    if (!(cause instanceof MlpLabError)) throw cause;
    throw new MlpLabError(cause.code, `${where}: ${cause.message}`, { cause });
  }
}

function fail(message: string): never {
  throw new MlpLabError('invalid-argument', message);
}
