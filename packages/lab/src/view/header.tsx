// The head of the page: its name and the data set.
import type { Dataset } from '@mlp-lab/core';
import type { ComponentChildren } from 'preact';

const count = new Intl.NumberFormat('en');

export function Header({
  dataset: { name, train, test },
  children,
}: {
  dataset: Dataset;
  children?: ComponentChildren;
}) {
  return (
    <header class="head">
      <p class="wordmark">
        <img src="./icon.svg" alt="" width="28" height="28" />
        mlp-lab
      </p>
      <p class="facts">
        {name}: {count.format(train.count)} training and {count.format(test.count)} test images
      </p>
      {children}
    </header>
  );
}
