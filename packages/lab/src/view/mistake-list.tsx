// Images and what a network takes them for, a page at a time; an image goes to the canvas.
import { className, type Dataset, groupedNumber } from '@mlp-lab/core';
import { useState } from 'preact/hooks';
import { predictionAt } from '../training/summarize';
import { DigitPicture } from './digit-picture';
import { useStages } from './use-stages';

export interface MistakeListProps {
  /** Of the test set. */
  images: readonly number[];
  /** `[test images × classes]`. */
  probabilities: Float32Array;
  dataset: Dataset;
  onImage(test: number): void;
}

const PAGE = 120; // images
const AT_A_TIME = 20; // pictures that are drawn in one task

export function MistakeList(props: MistakeListProps) {
  const { images } = props;
  const [from, setFrom] = useState(0);
  const to = Math.min(from + PAGE, images.length);
  return (
    <>
      <Page key={from} {...props} images={images.slice(from, to)} />
      {images.length > PAGE && (
        <p class="pages">
          <button type="button" disabled={from === 0} onClick={() => setFrom(from - PAGE)}>
            Previous
          </button>
          <span role="status">
            {groupedNumber(from + 1)} to {groupedNumber(to)} of {groupedNumber(images.length)}
          </span>
          <button type="button" disabled={to === images.length} onClick={() => setFrom(to)}>
            Next
          </button>
        </p>
      )}
    </>
  );
}

function Page({ images, probabilities, dataset, onImage }: MistakeListProps) {
  const { classes, test } = dataset;
  const size = test.height * test.width;
  const stage = useStages(Math.ceil(images.length / AT_A_TIME) - 1);
  return (
    <ul class="mistake-list">
      {images.slice(0, AT_A_TIME * (1 + stage)).map((index) => {
        const [label, prediction] = [test.labels[index], predictionAt(probabilities, index, classes)];
        const what = `${className(dataset, label)} → ${className(dataset, prediction)}`;
        return (
          <li key={index}>
            <button type="button" aria-label={`${what}: try test image ${index + 1}`} onClick={() => onImage(index)}>
              <DigitPicture
                pixels={test.images.subarray(index * size, (index + 1) * size)}
                width={test.width}
                height={test.height}
              />
              <span>{what}</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
