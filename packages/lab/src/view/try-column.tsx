// Try: draw a digit or take a test image, and see what every network says, while it trains.
import { className, type Dataset } from '@mlp-lab/core';
import { useMemo, useState } from 'preact/hooks';
import type { Stroke } from '../drawing/stroke';
import type { Guest } from '../import/guest';
import type { Picture } from '../import/read-pictures';
import { useGuestAnswers } from '../import/use-guest-answers';
import type { LabView } from '../session/lab-view';
import { toneOf } from '../state/settings';
import { answers, type CardAnswer, largest, vote } from '../training/answer';
import { DigitPicture } from './digit-picture';
import { DrawPad } from './draw-pad';
import { PictureList } from './picture-list';
import { byOne, Stepper } from './stepper';
import { Word } from './word';

/** The image that the networks see: a drawing, one of the test images, or a picture of one's own. */
export interface ShownImage {
  strokes: readonly Stroke[];
  /** Of the test set; undefined for another image. */
  test?: number;
  picture?: Picture;
}

/** What a network gives for the image: `[classes]`, undefined until it can. */
interface Said {
  id: string;
  probabilities?: ArrayLike<number>;
}

export interface TryColumnProps {
  view: LabView;
  /** Where there are no images in use yet, the first ones. */
  dataset: Dataset;
  image: ShownImage;
  pixels: Uint8Array | undefined;
  /** Imported networks, which answer, too. */
  guests: readonly Guest[];
  /** Pictures that a person chose. */
  pictures: readonly Picture[];
  onImage(image: ShownImage): void;
}

export function TryColumn({ view, dataset, image, pixels, guests, pictures, onImage }: TryColumnProps) {
  const { settings, networks } = view;
  const [away, setAway] = useState<ReadonlySet<string>>(new Set());
  const { test } = dataset;
  const ofGuests = useGuestAnswers(guests, pixels, image.test, dataset.classes);
  const ofCards = useMemo(
    () =>
      pixels
        ? answers(settings.cards, networks, pixels, dataset)
        : settings.cards.map((card) => ({ card }) as CardAnswer),
    [settings.cards, networks, pixels, dataset],
  );
  const said: Said[] = [
    ...ofCards.map(({ card: { id }, probabilities }) => ({ id, probabilities })),
    ...guests.map(({ id }) => ({ id, probabilities: ofGuests.get(id) })),
  ];
  const label = image.test === undefined ? undefined : test.labels[image.test];
  const show = (index: number) => onImage({ strokes: [], test: (index + test.count) % test.count });
  return (
    <section class="try" aria-label="Try it">
      <h2>Try it</h2>
      <div class="pads">
        <div class="pad-box">
          <DrawPad strokes={image.strokes} onChange={(strokes) => onImage({ strokes })} />
          {image.strokes.length === 0 && !image.picture && <span class="pad-hint">draw a digit</span>}
        </div>
        <div class="seen">
          <DigitPicture
            pixels={pixels}
            width={test.width}
            height={test.height}
            label={
              pixels
                ? label === undefined
                  ? `${image.picture?.name ?? 'Your digit'} as the networks see it`
                  : `Test image ${image.test! + 1}, a ${className(dataset, label)}`
                : 'Nothing drawn yet'
            }
          />
          <small>
            what the networks see: centred, {test.width} × {test.height}
          </small>
        </div>
      </div>
      <div class="image-buttons">
        <button type="button" disabled={!pixels && image.strokes.length === 0} onClick={() => onImage({ strokes: [] })}>
          Clear
        </button>
        <span class="field-inline">
          test image
          <Stepper
            label="Test image"
            value={(image.test ?? -1) + 1}
            min={0}
            max={test.count}
            next={byOne}
            onChange={(number) => (number === 0 ? onImage({ strokes: [] }) : show(number - 1))}
          />
        </span>
        <button type="button" disabled={test.count === 0} onClick={() => show(Math.floor(Math.random() * test.count))}>
          Any
        </button>
      </div>
      {pictures.length > 1 && (
        <PictureList
          pictures={pictures}
          chosen={image.picture}
          side={test.height}
          onChoose={(picture) => onImage({ strokes: [], picture })}
        />
      )}
      {image.picture && <p class="note">{image.picture.name}</p>}
      {label !== undefined && <p class="note">Its label is {className(dataset, label)}.</p>}
      <div class="answers">
        {said.map(({ id, probabilities }) => (
          <div class="answer" key={id} data-tone={toneOf(id)}>
            <div class="answer-head">
              {said.length > 1 && (
                <input
                  type="checkbox"
                  aria-label={`${id} votes`}
                  checked={!away.has(id)}
                  onChange={() => setAway(toggled(away, id))}
                />
              )}
              <span class="letter">{id}</span>
              <Saying probabilities={probabilities} dataset={dataset} label={label} isEmpty={!pixels} />
            </div>
            <Bars probabilities={probabilities} dataset={dataset} label={label} />
          </div>
        ))}
      </div>
      <Votes said={said.filter(({ id }) => !away.has(id))} dataset={dataset} label={label} />
    </section>
  );
}

function Saying({
  probabilities,
  dataset,
  label,
  isEmpty,
}: {
  probabilities?: ArrayLike<number>;
  dataset: Dataset;
  label?: number;
  isEmpty: boolean;
}) {
  if (!probabilities) return <span class="muted">{isEmpty ? 'waits for a digit' : 'not trained yet'}</span>;
  const best = largest(probabilities);
  return (
    <span class={label !== undefined && best !== label ? 'said wrong' : 'said'}>
      <b>{className(dataset, best)}</b> {percent(probabilities[best])}
      {label !== undefined && best !== label && ' – wrong'}
    </span>
  );
}

const LONG = 3; // characters of a class's name, more than fit below a tenth of the column

function Bars({
  probabilities,
  dataset,
  label,
}: {
  probabilities?: ArrayLike<number>;
  dataset: Dataset;
  label?: number;
}) {
  const names = Array.from({ length: dataset.classes }, (_, c) => String(className(dataset, c)));
  const values = names.map((_, c) => probabilities?.[c] ?? 0);
  const best = probabilities ? largest(probabilities) : -1;
  return (
    <div
      class={names.some(({ length }) => length > LONG) ? 'bars named' : 'bars'}
      role="img"
      aria-label={probabilities ? values.map((p, c) => `${names[c]}: ${percent(p)}`).join(', ') : 'no answer yet'}
    >
      {values.map((value, c) => (
        <div key={c} class={c === best ? 'bar-of best' : 'bar-of'} data-label={c === label} title={names[c]}>
          <svg class="bar" viewBox="0 0 10 40" preserveAspectRatio="none" aria-hidden="true">
            <rect class="ground" x="0" y="0" width="10" height="40" />
            <rect class="share" x="0" y={40 - 40 * value} width="10" height={40 * value} />
          </svg>
          <span>{names[c]}</span>
        </div>
      ))}
    </div>
  );
}

/** What the chosen networks say together. */
function Votes({ said, dataset, label }: { said: readonly Said[]; dataset: Dataset; label?: number }) {
  const voters = said.flatMap(({ probabilities }) => (probabilities ? [probabilities] : []));
  if (voters.length < 2) return null;
  return (
    <dl class="votes">
      {(['soft', 'hard'] as const).map((voting) => {
        const shares = vote(voters, voting);
        const winner = largest(shares);
        return (
          <div key={voting}>
            <dt>
              <Word name={voting}>{voting} vote</Word> of {voters.length}
            </dt>
            <dd class={label !== undefined && label !== winner ? 'wrong' : ''}>
              <b>{className(dataset, winner)}</b>{' '}
              {voting === 'soft'
                ? percent(shares[winner])
                : `${Math.round(shares[winner] * voters.length)} of ${voters.length}`}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function toggled(set: ReadonlySet<string>, one: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(one)) next.add(one);
  return next;
}

export const percent = (share: number) => (share > 0.995 && share < 1 ? '>99 %' : `${Math.round(100 * share)} %`);
