// Which digits a network confuses: a matrix whose cells open their images; an image goes to the canvas.
import type { Dataset } from '@mlp-lab/core';
import { useMemo, useState } from 'preact/hooks';
import type { Guest } from '../import/guest';
import type { LabView } from '../session/lab-view';
import { toneOf } from '../state/settings';
import { accuracyOf, predictionAt } from '../training/summarize';
import { DigitPicture } from './digit-picture';
import { useStages } from './use-stages';

export interface ConfusionProps {
  view: LabView;
  dataset: Dataset;
  /** Imported networks. */
  guests: readonly Guest[];
  onImage(test: number): void;
}

const SHOWN_AT_ONCE = 120;
const AT_A_TIME = 20; // pictures that are drawn in one task

export function Confusion({ view: { settings, networks }, dataset, guests, onImage }: ConfusionProps) {
  const [wanted, setWanted] = useState('');
  const [cell, setCell] = useState<readonly [label: number, prediction: number]>();
  const [most, setMost] = useState(SHOWN_AT_ONCE);
  const tested = [
    ...settings.cards.flatMap(({ id }) => {
      const probabilities = networks.find((network) => network.card === id)?.result?.probabilities;
      return probabilities ? [{ id, probabilities }] : [];
    }),
    ...guests,
  ];
  const card = tested.find(({ id }) => id === wanted) ?? tested[0];
  const probabilities = card?.probabilities;
  const stage = useStages(Math.ceil(most / AT_A_TIME) - 1);
  const { classes, test } = dataset;
  const found = useMemo(() => (probabilities ? cellsOf(probabilities, dataset) : undefined), [probabilities, dataset]);
  if (!found || !probabilities || !card) return null;
  const greatest = Math.max(
    1,
    ...found.flatMap((row, label) => row.map((images, p) => (p === label ? 0 : images.length))),
  );
  const all = found.flatMap((row, label) => row.flatMap((images, p) => (p === label ? [] : images)));
  const images = (cell ? found[cell[0]][cell[1]] : all).toSorted(
    (a, b) => confidence(probabilities, b, classes) - confidence(probabilities, a, classes),
  );
  const size = test.height * test.width;
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
        {card.id} gets {(100 * accuracyOf(probabilities, dataset)).toFixed(2)} % of {test.count.toLocaleString('en')}{' '}
        test images right, {all.length.toLocaleString('en')} wrong. Choose a cell to see its images.
      </p>
      <div class="confusion-body">
        <table class="matrix">
          <caption class="hidden">Labels in rows, predictions in columns</caption>
          <thead>
            <tr>
              <th scope="col">
                <span class="hidden">Label</span>
              </th>
              {found.map((_, p) => (
                <th key={p} scope="col">
                  {p}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {found.map((row, label) => (
              <tr key={label}>
                <th scope="row">{label}</th>
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
                        aria-label={`${label} taken for ${p}: ${inCell.length} images`}
                        onClick={() => {
                          setMost(SHOWN_AT_ONCE);
                          setCell(cell?.[0] === label && cell[1] === p ? undefined : [label, p]);
                        }}
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
                ? `${cell[0]} recognized`
                : `${cell[0]} taken for ${cell[1]}`
              : 'All mistakes'}
            : {images.length.toLocaleString('en')}, most confident first.
          </p>
          <ul class="mistake-list">
            {images.slice(0, AT_A_TIME * (1 + stage)).map((index) => {
              const prediction = predictionAt(probabilities, index, classes);
              return (
                <li key={index}>
                  <button
                    type="button"
                    aria-label={`${test.labels[index]} → ${prediction}: try test image ${index + 1}`}
                    onClick={() => onImage(index)}
                  >
                    <DigitPicture
                      pixels={test.images.subarray(index * size, (index + 1) * size)}
                      width={test.width}
                      height={test.height}
                    />
                    {test.labels[index]} → {prediction}
                  </button>
                </li>
              );
            })}
          </ul>
          {images.length > most && (
            <button type="button" onClick={() => setMost(most + 5 * SHOWN_AT_ONCE)}>
              Show more ({(images.length - most).toLocaleString('en')} left)
            </button>
          )}
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

const confidence = (probabilities: Float32Array, image: number, classes: number) =>
  probabilities[image * classes + predictionAt(probabilities, image, classes)];
