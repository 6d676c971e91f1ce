// A data set that was read from files, before it is used: what it holds, and a few images of each class.
import { className, type Dataset, groupedNumber } from '@mlp-lab/core';
import { useMemo } from 'preact/hooks';
import { DigitPicture } from './digit-picture';
import { useIntoView } from './use-into-view';

export interface DataPreviewProps {
  dataset: Dataset;
  onUse(): void;
  onCancel(): void;
}

const EXAMPLES = 8; // of each class
const MOST_CLASSES = 30; // that are shown

export function DataPreview({ dataset, onUse, onCancel }: DataPreviewProps) {
  const { name, classes, train, test, notes = [] } = dataset;
  const size = train.height * train.width;
  const examples = useMemo(() => examplesOf(dataset), [dataset]);
  const section = useIntoView();
  return (
    <section ref={section} class="preview" aria-label="Preview of the data">
      <h2>{name}</h2>
      <p>
        {groupedNumber(train.count)} training and {groupedNumber(test.count)} test{' '}
        {test.count === 1 ? 'image' : 'images'} of {train.width} × {train.height} pixels, {classes} classes.
      </p>
      {notes.map((note) => (
        <p key={note} class="note">
          {note}
        </p>
      ))}
      <ul class="examples">
        {examples.slice(0, MOST_CLASSES).map((indices, label) => (
          <li key={label}>
            <b>{className(dataset, label)}</b>
            <span>
              {indices.length === 0
                ? 'no training images'
                : indices.map((index) => (
                    <DigitPicture
                      key={index}
                      pixels={train.images.subarray(index * size, (index + 1) * size)}
                      width={train.width}
                      height={train.height}
                    />
                  ))}
            </span>
          </li>
        ))}
      </ul>
      {classes > MOST_CLASSES && <p class="note">and {classes - MOST_CLASSES} more classes</p>}
      <p class="preview-buttons">
        <button type="button" class="primary" onClick={onUse}>
          Use this data
        </button>
        <button type="button" onClick={onCancel}>
          Cancel
        </button>
      </p>
    </section>
  );
}

/** `[class]` → the first training images of it. */
function examplesOf({ train, classes }: Dataset): number[][] {
  const found = Array.from({ length: classes }, () => [] as number[]);
  for (let i = 0; i < train.count; i++) {
    const list = found[train.labels[i]];
    if (list.length < EXAMPLES) list.push(i);
  }
  return found;
}
