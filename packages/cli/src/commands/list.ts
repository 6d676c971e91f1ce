// `mlp-lab list`: what can be asked for.
import { MlpLabError } from '@mlp-lab/core';
import { backends } from '@mlp-lab/experiment';
import {
  createRegistry,
  defaultOptimizer,
  describeDifference,
  notebook,
  optimizerNames,
  suggestNames,
} from '@mlp-lab/models';
import { table } from '../print/table';

export function listCommand(pattern: string | undefined, { json }: { json?: boolean }): void {
  const registry = createRegistry([notebook()]);
  const baseline = registry.get('baseline');
  const variants = registry.list(pattern).map((variant) => ({
    name: variant.name,
    title: variant.title,
    ...describeDifference(variant, baseline),
    published: variant.published ?? null,
  }));
  if (variants.length === 0) {
    const hint = suggestNames(
      pattern ?? '',
      registry.list().map(({ name }) => name),
    );
    throw new MlpLabError('unknown-name', `no variant matches '${pattern}': ${hint}`);
  }
  const optimizers = optimizerNames.map((name) => defaultOptimizer(name));
  if (json) {
    process.stdout.write(`${JSON.stringify({ variants, optimizers, backends }, null, 2)}\n`);
    return;
  }
  const rows = variants.map(({ name, title, changes, published }) => [
    name,
    title,
    changes.join(', ') || 'none',
    published ?? '',
  ]);
  const sections = [
    table(['Variant', 'Experiment', 'Changes from the baseline', 'Published'], rows, { wrap: { 2: 48 } }),
  ];
  if (pattern === undefined)
    sections.push(
      table(
        ['Optimizer', 'Hyperparameters (Keras defaults)'],
        optimizers.map(({ name, ...rest }) => [name, hyperparameters(rest)]),
      ),
      table(['Backend', 'What it is'], Object.entries(backends)),
    );
  process.stdout.write(`${sections.join('\n\n')}\n`);
}

function hyperparameters(values: object): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}
