// The cards → the plan of a comparison: each card is a variant of its own, described against the first one.
import type { Dataset } from '@mlp-lab/core';
import { kerasOptimizers } from '@mlp-lab/core';
import { type Plan, plan } from '@mlp-lab/experiment';
import type { Registry, Variant } from '@mlp-lab/models';
import { type Card, type Settings, seedsOf } from '../state/settings';

const PROBE = 1000; // images on which layers are measured, as `mlp-lab inspect` does

/** @throws MlpLabError `invalid-argument` or `unknown-name` for a card that can't be trained. */
export function planCards(settings: Settings, registry: Registry, dataset: Dataset): Plan {
  const variants = settings.cards.map((card) => cardVariant(card, registry));
  const { epochs, backend, arithmetic, measures } = settings;
  return plan({
    registry,
    variants,
    baseline: variants[0],
    dataset,
    protocol: 'as-published',
    seeds: seedsOf(settings),
    backend,
    arithmetic,
    overrides: { epochs },
    probe: measures ? PROBE : undefined,
  });
}

/** The card's variant, named by its letter. */
export function cardVariant({ id, preset, recipe, ensemble }: Card, registry: Registry): Variant {
  const { published: _, aliases, formerly, ...variant } = registry.get(preset);
  const changes = (Object.keys(recipe) as (keyof typeof recipe)[]).filter((field) => field !== 'epochs');
  return {
    ...variant,
    name: id,
    title: cardTitle({ preset, recipe, ensemble }, registry),
    changes,
    recipe,
    ensemble,
    origin: { variant: variant.name, options: {} },
  };
}

/** `50-50 relu, Adam 0.001`. */
export function cardTitle(
  { preset, recipe, ensemble }: Pick<Card, 'preset' | 'recipe' | 'ensemble'>,
  registry: Registry,
) {
  const { optimizer } = recipe;
  const known = kerasOptimizers[optimizer.name as keyof typeof kerasOptimizers]?.title ?? optimizer.name;
  const network = hasOwnBuild(preset, registry) ? preset : `${recipe.hidden.join('-')} ${recipe.activation}`;
  const extras = [
    recipe.batchNormalization && 'batch norm',
    recipe.dropout > 0 && `dropout ${recipe.dropout}`,
    recipe.l2 && `L2 ${recipe.l2}`,
    ensemble && `${ensemble.members} vote`,
  ].filter((extra) => extra);
  return [network, `${known} ${optimizer.learningRate}`, ...extras].join(', ');
}

export const hasOwnBuild = (preset: string, registry: Registry): boolean =>
  registry.list(preset)[0]?.build !== undefined;
