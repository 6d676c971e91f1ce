// `evaluate`: models of any origin on the test images, one row each.
import { groupedNumber } from '@mlp-lab/core';
import { datasetInfo, evaluateModels, type ModelEvaluation } from '@mlp-lab/experiment';
import { confusionMatrix } from '@mlp-lab/viz';
import { type DataOptions, loadDataset } from '../data/load-dataset';
import { chartText } from '../print/charts';
import { modelNotes, modelRows } from '../print/model-table';
import { printJson } from '../print/print-json';
import { table } from '../print/table';
import { print } from '../print/terminal';
import { type ModelOptions, useModels } from './use-models';

export async function printEvaluation(
  words: readonly string[],
  options: ModelOptions & DataOptions & { json?: boolean },
): Promise<void> {
  const dataset = await loadDataset(options);
  const evaluations = await useModels(words, options, (models) => evaluateModels(models, { dataset }));
  if (options.json) {
    const models = evaluations.map(withoutProbabilities);
    const json = { schema: 'mlp-lab/evaluation@1', dataset: datasetInfo(dataset), models };
    printJson(json);
    return;
  }
  const { head, rows, right } = modelRows(evaluations);
  const matrices = evaluations.map(({ name, confusion }) =>
    chartText(confusionMatrix(confusion, { title: `Confusion matrix: ${name}` })),
  );
  const title = `${dataset.name}: ${groupedNumber(dataset.test.count)} test images`;
  print(`${[title, '', table(head, rows, { right }), ...modelNotes(evaluations)].join('\n')}\n`);
  print(matrices.map((matrix) => `\n${matrix}\n`).join(''));
}

/** What JSON gives of a model. */
export const withoutProbabilities = ({ probabilities: _, ...evaluation }: ModelEvaluation) => evaluation;
