// The networks as they are now → their report, and all that its charts and report.html are made from.
import type { Dataset } from '@mlp-lab/core';
import { assemble, type Outcome, type Plan, plan, type Report, runConfig } from '@mlp-lab/experiment';
import type { Registry } from '@mlp-lab/models';
import type { ChosenRun, RunData } from '@mlp-lab/report';
import type { LabView } from '../session/lab-view';
import { type Settings, seedsOf } from '../state/settings';
import { choose } from './chosen';
import { epochsOf, type NetworkState } from './network-state';
import { cardVariant } from './plan-cards';

/**
 * The report of the networks as they are now, however many epochs each was trained; cards that are not tested yet are left out.
 *
 * @returns undefined if no card is.
 */
export function reportNow(
  settings: Settings,
  networks: readonly NetworkState[],
  registry: Registry,
  dataset: Dataset,
): { report: Report; plan: Plan } | undefined {
  const variants = settings.cards.flatMap((card) => {
    const own = networks.filter((network) => network.card === card.id);
    const epochs = epochsOf(own[0] ?? {});
    const isTested = own.length > 0 && own.every((network) => network.result && epochsOf(network) === epochs);
    const variant = cardVariant(card, registry);
    return isTested ? [{ ...variant, recipe: { ...variant.recipe, epochs } }] : [];
  });
  if (variants.length === 0) return undefined;
  const baseline = variants[0];
  const { backend, arithmetic } = settings;
  const shared = {
    registry,
    dataset,
    backend,
    arithmetic,
    seeds: seedsOf(settings),
    overrides: {},
    protocol: 'as-published',
  } as const;
  const planned = plan({ ...shared, variants, baseline });
  const outcomes = new Map<string, Outcome>(
    networks.flatMap(({ task, result }) => (result ? [[task.id, result]] : [])),
  );
  return { plan: planned, report: assemble(planned, outcomes) };
}

/** All that the charts and report.html are made from. */
export function runDataOf(
  { networks, dataset }: Pick<LabView, 'networks' | 'dataset'>,
  registry: Registry,
  { report, plan }: NonNullable<ReturnType<typeof reportNow>>,
  wanted?: string,
): RunData & { chosen: ChosenRun } {
  const results = new Map(networks.flatMap(({ task, result }) => (result ? [[task.id, { task, result }]] : [])));
  return {
    report,
    chosen: choose(report, wanted)!,
    config: runConfig(plan),
    networks: results,
    dataset: async () => dataset!,
    available: async () => dataset!.train.count,
    registry,
    model: async (id) => results.get(id)?.result.model,
  };
}
