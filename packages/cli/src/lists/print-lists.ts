// `list`: variants, optimizers, backends and plugins.
import { MlpLabError, suggestNames } from '@mlp-lab/core';
import { type BackendStatus, listBackends } from '@mlp-lab/experiment/backends';
import { defaultOptimizer, describeDifference, optimizerNames, type Registry } from '@mlp-lab/models';
import type { Setup } from '../plugins/setup';
import { pluginFacts, pluginTable } from '../print/plugin-table';
import { table } from '../print/table';
import { print } from '../print/terminal';

/** In the order in which all are shown. */
const LISTS = ['variants', 'optimizers', 'backends', 'plugins'];

/** @param what the name of a list, or a pattern of variants. Default: all lists. */
export async function printLists(what: string | undefined, setup: Setup, json = false): Promise<void> {
  const pattern = what !== undefined && !LISTS.includes(what) ? what : undefined;
  const wanted = (name: string) => (pattern === undefined ? [name, undefined].includes(what) : name === 'variants');
  const variants = wanted('variants') ? findVariants(await setup.registry(), pattern) : undefined;
  const optimizers = wanted('optimizers') ? optimizerNames.map((name) => defaultOptimizer(name)) : undefined;
  const backends = wanted('backends') ? await listBackends() : undefined;
  const plugins = wanted('plugins') ? (await setup.plugins()).map(pluginFacts) : undefined;
  if (json) {
    process.stdout.write(`${JSON.stringify({ variants, optimizers, backends, plugins }, null, 2)}\n`);
    return;
  }
  const sections = [
    variants && variantTable(variants),
    optimizers && optimizerTable(optimizers),
    backends && backendTable(backends),
    plugins && (plugins.length > 0 || what === 'plugins') ? pluginTable(plugins) : undefined,
  ];
  print(`${sections.filter((section) => section !== undefined).join('\n\n')}\n`);
}

function findVariants(registry: Registry, pattern: string | undefined) {
  const baseline = registry.get('baseline');
  const variants = registry.list(pattern).map((variant) => ({
    name: variant.name,
    title: variant.title,
    ...describeDifference(variant, baseline),
    published: variant.published ?? null,
    ...(variant.deprecated && { deprecated: variant.deprecated }),
  }));
  if (variants.length > 0) return variants;
  const names = [...registry.list().map(({ name }) => name), ...LISTS];
  throw new MlpLabError('unknown-name', `no variant matches '${pattern}': ${suggestNames(pattern ?? '', names)}`);
}

function variantTable(variants: ReturnType<typeof findVariants>): string {
  const rows = variants.map(({ name, title, changes, published, deprecated }) => [
    name,
    deprecated ? `${title} (deprecated)` : title,
    changes.join(', ') || 'none',
    published ?? '',
  ]);
  return table(['Variant', 'Experiment', 'Changes from the baseline', 'Published'], rows, { wrap: { 2: 48 } });
}

function optimizerTable(optimizers: readonly { name: string }[]): string {
  return table(
    ['Optimizer', 'Hyperparameters (Keras defaults)'],
    optimizers.map(({ name, ...rest }) => [name, hyperparameters(rest)]),
    { wrap: { 1: 76 } },
  );
}

function backendTable(backends: readonly BackendStatus[]): string {
  const rows = backends.map(({ name, description, missing, arithmetic }) => [
    name,
    arithmetic ? `${description}; arithmetic: ${arithmetic.join(' or ')}` : description,
    missing === null ? 'yes' : `no: ${missing}`,
  ]);
  const first = backends.find(({ missing }) => missing === null);
  const auto = ['auto', 'the first of these that is available', first?.name ?? 'none'];
  return table(['Backend', 'What it is', 'Available'], [...rows, auto], { wrap: { 1: 52, 2: 60 } });
}

function hyperparameters(values: object): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}
