// Which digits a network confuses: a matrix whose cells open their images; an image goes to the canvas.
import { className, type Dataset, groupedNumber } from '@mlp-lab/core';
import { useMemo, useState } from 'preact/hooks';
import type { Guest } from '../import/guest';
import type { LabView } from '../session/lab-view';
import { toneOf } from '../state/settings';
import { accuracyOf, predictionAt } from '../training/summarize';
import { MistakeList } from './mistake-list';

export interface ConfusionProps {
  view: LabView;
  dataset: Dataset;
  /** Imported networks. */
  guests: readonly Guest[];
  onImage(test: number): void;
}

const MANY = 12; // classes whose cells are small

export function Confusion({ view: { settings, networks }, dataset, guests, onImage }: ConfusionProps) {
  const [wanted, setWanted] = useState('');
  const [cell, setCell] = useState<readonly [label: number, prediction: number]>();
  const tested = [
    ...settings.cards.flatMap(({ id }) => {
      const probabilities = networks.find((network) => network.card === id)?.result?.probabilities;
      return probabilities ? [{ id, probabilities }] : [];
    }),
    ...guests,
  ];
  const card = tested.find(({ id }) => id === wanted) ?? tested[0];
  const probabilities = card?.probabilities;
  const { classes, test } = dataset;
  const found = useMemo(() => (probabilities ? cellsOf(probabilities, dataset) : undefined), [probabilities, dataset]);
  const images = useMemo(() => {
    if (!found || !probabilities) return [];
    const chosen = cell ? found[cell[0]][cell[1]] : mistakesIn(found);
    const confidence = (image: number) => probabilities[image * classes + predictionAt(probabilities, image, classes)];
    return chosen.toSorted((a, b) => confidence(b) - confidence(a));
  }, [found, cell]);
  if (!found || !probabilities || !card) return null;
  const greatest = Math.max(
    1,
    ...found.flatMap((row, label) => row.map((images, p) => (p === label ? 0 : images.length))),
  );
  const wrong = mistakesIn(found).length;
  const nameOf = (label: number) => className(dataset, label);
  return (
    <section class="confusion" aria-label="Mistakes">
      <div class="section-head">
        <h2>Mistakes</h2>
        <fieldset class="segments">
          <legend class="hidden">Network whose mistakes are shown</legend>
          {tested.map(({ id }) => (
            <label key={id} data-tone={toneOf(id)}>
              <input type="radio" name="mistakes-of" checked={id === card.id} onChange={() => setWanted(id)} />
              {id}
            </label>
          ))}
        </fieldset>
      </div>
      <p class="note">
        {card.id} gets {(100 * accuracyOf(probabilities, dataset)).toFixed(2)} % of {groupedNumber(test.count)} test
        images right, {groupedNumber(wrong)} wrong. Choose a cell to see its images.
      </p>
      <div class="confusion-body">
        <table class={classes > MANY ? 'matrix many' : 'matrix'}>
          <caption class="hidden">Labels in rows, predictions in columns</caption>
          <thead>
            <tr>
              <th scope="col">
                <span class="hidden">Label</span>
              </th>
              {found.map((_, p) => (
                <th key={p} scope="col">
                  <span title={String(nameOf(p))}>{nameOf(p)}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.map((row, label) => (
              <tr key={label}>
                <th scope="row">
                  <span title={String(nameOf(label))}>{nameOf(label)}</span>
                </th>
                {row.map((inCell, p) => (
                  <td
                    key={p}
                    class={
                      p === label
                        ? 'right'
                        : inCell.length > 0
                          ? `heat-${Math.ceil((5 * inCell.length) / greatest)}`
                          : ''
                    }
                  >
                    {inCell.length > 0 ? (
                      <button
                        type="button"
                        aria-pressed={cell?.[0] === label && cell[1] === p}
                        aria-label={`${nameOf(label)} taken for ${nameOf(p)}: ${inCell.length} ${inCell.length === 1 ? 'image' : 'images'}`}
                        onClick={() => setCell(cell?.[0] === label && cell[1] === p ? undefined : [label, p])}
                      >
                        {inCell.length}
                      </button>
                    ) : (
                      ''
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <div class="mistakes">
          <p class="note">
            {cell
              ? cell[0] === cell[1]
                ? `${nameOf(cell[0])} recognized`
                : `${nameOf(cell[0])} taken for ${nameOf(cell[1])}`
              : 'All mistakes'}
            : {groupedNumber(images.length)}, most confident first.
          </p>
          <MistakeList key={`${card.id} ${cell}`} {...{ images, probabilities, dataset, onImage }} />
        </div>
      </div>
    </section>
  );
}

/** `[label][prediction]` → the test images. */
function cellsOf(probabilities: Float32Array, { test, classes }: Dataset): number[][][] {
  const cells = Array.from({ length: classes }, () => Array.from({ length: classes }, () => [] as number[]));
  for (let i = 0; i < test.count; i++) cells[test.labels[i]][predictionAt(probabilities, i, classes)].push(i);
  return cells;
}

const mistakesIn = (cells: number[][][]): number[] =>
  cells.flatMap((row, label) => row.flatMap((images, p) => (p === label ? [] : images)));
