// Before any training: the accuracies that the notebook printed.
import type { Registry } from '@mlp-lab/models';
import { summaryBars } from '@mlp-lab/viz';
import { ChartFigure } from './chart-figure';

export function Published({ registry }: { registry: Registry }) {
  const rows = registry
    .list()
    .flatMap(({ name, published }) => (published === undefined ? [] : [{ name, mean: published }]));
  return (
    <section>
      <ChartFigure draw={(width) => summaryBars(rows, { width, title: 'Published accuracy, 100 epochs' })} />
    </section>
  );
}
