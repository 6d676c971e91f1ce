// `vote`: models of any origin as one ensemble.
import { groupedNumber, MlpLabError } from '@mlp-lab/core';
import { datasetInfo, type ModelVote, voteModels } from '@mlp-lab/experiment';
import { confusionMatrix } from '@mlp-lab/viz';
import { type DataOptions, loadDataset } from '../data/load-dataset';
import { chartText } from '../print/charts';
import { agreementTable, sizesTable } from '../print/ensemble-tables';
import { modelNotes, modelRows } from '../print/model-table';
import { printJson } from '../print/print-json';
import { table } from '../print/table';
import { pc, print } from '../print/terminal';
import { withoutProbabilities } from './print-evaluation';
import { type ModelOptions, useModels } from './use-models';

interface VoteOptions extends ModelOptions, DataOptions {
  voting: 'soft' | 'hard';
  weights?: number[] | 'fit';
  json?: boolean;
}

export async function printVote(words: readonly string[], options: VoteOptions): Promise<void> {
  const { voting, weights, json } = options;
  if (weights === 'fit')
    throw new MlpLabError('invalid-argument', "--weights: expected one number per model, received 'fit'");
  const dataset = await loadDataset(options);
  const vote = await useModels(words, options, (models) => voteModels(models, { dataset, voting, weights }));
  if (json) {
    const members = vote.members.map(withoutProbabilities);
    const value = { schema: 'mlp-lab/vote@1', dataset: datasetInfo(dataset), ...vote, members };
    printJson(value);
    return;
  }
  const title = `${pc.bold(`Ensemble of ${vote.members.length}`)}: ${voting} vote on ${groupedNumber(dataset.test.count)} test images of ${dataset.name}`;
  const chart = confusionMatrix(vote.confusion, { title: `Confusion matrix: ${voting} vote` });
  print(`${[title, '', votesTable(vote, voting), ...modelNotes(vote.members), ''].join('\n')}\n`);
  print(`${[sizesTable(vote.ensemble), '', agreementTable(vote.ensemble), '', chartText(chart)].join('\n')}\n`);
}

function votesTable({ members, ensemble, loss }: ModelVote, voting: 'soft' | 'hard'): string {
  const { head, rows, right } = modelRows(members);
  const { weights, accuracy } = ensemble;
  const name = (kind: 'soft' | 'hard') => (kind === voting ? pc.bold(`${kind} vote`) : `${kind} vote`);
  const votes = [
    [name('soft'), accuracy.soft.toFixed(4), loss.toFixed(4), '', ''],
    [name('hard'), accuracy.hard.toFixed(4), '', '', ''],
  ];
  const withWeights = rows.map((row, i) => [...row, ...(weights ? [weights[i]] : [])]);
  return table([...head, ...(weights ? ['Weight'] : [])], [...withWeights, ...votes], { right });
}
