// A page that trains one variant and makes its report.
import { compare } from '@mlp-lab/experiment';
import { createRegistry, notebook } from '@mlp-lab/models';
import { resultsTable } from '@mlp-lab/report';
import { dataset } from './data.js';

export async function run() {
  const registry = createRegistry([notebook()]);
  const report = await compare({ registry, dataset, variants: ['relu'], epochs: 2 });
  return resultsTable(report).columns.length;
}
