// One network, closely: what it got wrong, and its layers.
import type { Dataset } from '@mlp-lab/core';
import { describeNetwork, type NetworkLayer, type Report } from '@mlp-lab/experiment';
import type { Recipe } from '@mlp-lab/models';
import type { Mistake } from '@mlp-lab/report';
import { type Chart, digits, networkDiagram } from '@mlp-lab/viz';
import { useEffect, useState } from 'preact/hooks';
import type { Lab } from '../lab';
import { type Chosen, runKey, runsOf } from '../training/chosen';
import { ChartFigure } from './chart-figure';

export interface CloserLookProps {
  lab: Lab;
  dataset: Dataset;
  report: Report;
  chosen: Chosen;
  /** Undefined where its networks were not trained on this page. */
  mistakes?: Mistake[];
  recipe?: Recipe;
  onChoose(key: string): void;
}

const ROWS_SHOWN = 3;
const CELL = 120; // pixels that a digit and its caption take

export function CloserLook({ lab, dataset, report, chosen, mistakes, recipe, onChoose }: CloserLookProps) {
  const layers = useLayers(lab, dataset, chosen, recipe);
  const seeds = new Set(runsOf(report).map(({ run }) => run.seed));
  return (
    <section>
      <div class="section-head">
        <h2>A closer look</h2>
        <div class="chooser">
          <label for="chosen">Network</label>
          <select id="chosen" value={runKey(chosen)} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
            {runsOf(report).map((one) => (
              <option key={runKey(one)} value={runKey(one)}>
                {one.row.title} ({one.row.variant}
                {seeds.size > 1 && `, seed ${one.run.seed}`})
              </option>
            ))}
          </select>
        </div>
      </div>
      {mistakes && mistakes.length > 0 ? (
        <ChartFigure draw={(width) => mistakesChart(mistakes, width)} />
      ) : (
        <p class="note">
          {mistakes
            ? 'It got no test image wrong.'
            : 'It was trained in an earlier run, of which only the terminal has the answers: mlp-lab plot shows its mistakes.'}
        </p>
      )}
      {layers && (
        <ChartFigure
          draw={(width) => networkDiagram(layers, { width: Math.min(width, 720), title: networkTitle(chosen) })}
        />
      )}
    </section>
  );
}

/** Whole rows. */
function mistakesChart(mistakes: Mistake[], width: number): Chart {
  const columns = Math.floor((width + CELL / 8) / CELL);
  const count = `${mistakes.length.toLocaleString('en')} ${mistakes.length === 1 ? 'mistake' : 'mistakes'}`;
  return digits(mistakes.slice(0, ROWS_SHOWN * columns), { columns, width, title: `${count}, the surest first` });
}

const networkTitle = ({ row, run }: Chosen) =>
  run.members ? `The network of each of its ${run.members.length} members` : `The network of ${row.variant}`;

/** The layers of the chosen network, once they are known. */
function useLayers(
  { registry }: Lab,
  { classes, train }: Dataset,
  { row }: Chosen,
  recipe: Recipe | undefined,
): NetworkLayer[] | undefined {
  const [layers, setLayers] = useState<{ of: string; layers: NetworkLayer[] }>();
  useEffect(() => {
    const variant = registry.list().find(({ name }) => `${row.variant} `.startsWith(`${name} `));
    if (!variant || !recipe) return;
    let isCurrent = true;
    describeNetwork(variant, { registry, recipe, inputSize: train.height * train.width, classes }).then(
      (described) => isCurrent && setLayers({ of: row.variant, layers: described }),
      () => {}, // a diagram less
    );
    return () => {
      isCurrent = false;
    };
  }, [row.variant, recipe]);
  return layers?.of === row.variant ? layers.layers : undefined;
}
