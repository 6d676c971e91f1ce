// The settings → the command of mlp-lab that gives the same numbers in a terminal, where there is one.

import { defaultOptimizer, optimizerNames, type Registry } from '@mlp-lab/models';
import { shellCommand } from '@mlp-lab/report';
import { type Card, presetCard, type Settings, seedsOf } from '../state/settings';

/**
 * @param session.dataOptions the options that use the session's data; `plugins`: its plugins, as `--plugin` takes them.
 * @returns undefined where no single command can: several cards of which one is changed, or a rate changed during training.
 */
export function runCommand(
  settings: Settings,
  registry: Registry,
  session: { dataOptions?: readonly string[]; plugins?: readonly string[] } = {},
): string | undefined {
  const { cards, epochs, seed, seeds, limit, patience, measures, backend, arithmetic } = settings;
  const changes = cards.map((card) => changedSettings(card, registry));
  const names = cards.map(({ preset }) => preset);
  const isPlain = changes.every((list) => list?.length === 0);
  if (changes.some((list) => list === undefined) || patience > 0 || measures) return undefined;
  if (backend === 'webgl' || backend === 'webgpu') return undefined; // only browsers have them
  if (!isPlain && cards.length > 1) return undefined;
  if (new Set(names).size < names.length) return undefined;
  const { dataOptions = [], plugins = [] } = session;
  // A choice among images that are themselves a choice: no command makes it.
  if (limit !== undefined && dataOptions.includes('--limit')) return undefined;
  const data = limit === undefined ? dataOptions : [...dataOptions, '--limit', String(limit)];
  return shellCommand([
    'compare',
    ...names,
    ...['--epochs', String(epochs)],
    ...(seed === 1 && seeds === 1 ? [] : ['--seeds', seedsOf(settings).join(',')]),
    ...changes[0]!.flatMap((change) => ['--set', change]),
    ...(backend === 'engine' ? [] : ['--backend', backend]),
    ...(arithmetic === 'separate' ? [] : ['--arithmetic', arithmetic]),
    ...data,
    ...plugins.flatMap((name) => ['--plugin', name]),
  ]);
}

/** `hidden=50-50`, as `--set` takes it; undefined where it can't. */
function changedSettings(card: Card, registry: Registry): string[] | undefined {
  const preset = presetCard(registry, card.id, card.preset);
  const { optimizer, hidden, epochs: _, ...rest } = card.recipe;
  const own = preset.recipe;
  if (card.rates.length > 0 || JSON.stringify(card.ensemble) !== JSON.stringify(preset.ensemble)) return undefined;
  const found = hidden.join() === own.hidden.join() ? [] : [`hidden=${hidden.join('-')}`];
  for (const [name, value] of Object.entries(rest))
    if ((value || 0) !== (own[name as keyof typeof own] || 0)) found.push(`${name}=${value ?? 0}`);
  const isOwn = optimizer.name === own.optimizer.name;
  const other = optimizerNames.find((name) => name === optimizer.name);
  if (!isOwn && !other) return undefined;
  if (!isOwn) found.push(`optimizer=${optimizer.name}`);
  const numbers = new Map<string, unknown>(Object.entries(isOwn ? own.optimizer : defaultOptimizer(other!)));
  for (const [name, value] of Object.entries(optimizer))
    if (numbers.get(name) !== value) found.push(`optimizer.${name}=${value}`);
  return found;
}
