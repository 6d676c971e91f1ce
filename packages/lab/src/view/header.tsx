// The head of the page: its name and the data set.
import { type Dataset, groupedNumber } from '@mlp-lab/core';
import type { ComponentChildren } from 'preact';

export function Header({
  dataset: { name, train, test },
  children,
}: {
  dataset: Dataset;
  children?: ComponentChildren;
}) {
  const Name = children === undefined ? 'p' : 'h1'; // a comparison's heading is its progress
  return (
    <header class="head">
      <Name class="wordmark">
        <img src="./icon.svg" alt="" width="28" height="28" />
        mlp-lab
      </Name>
      <p class="facts">
        {name}:{' '}
        {train.count === 0
          ? 'on its way'
          : `${groupedNumber(train.count)} training and ${groupedNumber(test.count)} test images`}
      </p>
      {children}
    </header>
  );
}
