// What a report and a run's configuration must have, whoever made them: a file, or a program.
import { checkShape, type Shape } from '../run-folder/check-shape';
import { DATASET, MADE_BY, RECIPE } from '../run-folder/shapes';

/**
 * Checks that `value` is a report, and returns it with NaN for each figure that is null.
 *
 * @param where how messages name it.
 * @throws MlpLabError `bad-data`, with the path of the first field that is missing or wrong: `report.rows[0].runs`.
 */
export function checkReport(value: unknown, where = 'report'): object {
  return checkShape(value, REPORT, where) as object;
}

/** As `checkReport`, for the configuration of a run. */
export function checkRunConfig(value: unknown, where = 'config'): object {
  return checkShape(value, CONFIG, where) as object;
}

const ESTIMATE: Shape = { 'mean?': 'number', 'sd?': 'number', n: 'number', 'interval?': ['number'] };
const ORIGIN: Shape = { variant: 'string', 'options?': 'any' };
const CONFIG: Shape = {
  'madeBy?': MADE_BY,
  dataset: DATASET,
  protocol: 'string',
  backend: 'string',
  'arithmetic?': 'string',
  seeds: ['number'],
  'command?': ['string'],
  'probe?': 'number',
  'overrides?': { 'epochs?': 'number', 'batchSize?': 'number', 'scale?': 'string', 'set?': {} },
  'baseline?': 'string',
  rows: [
    {
      variant: 'string',
      'title?': 'string',
      'intends?': ['string'],
      recipe: RECIPE,
      'origin?': ORIGIN,
      'settings?': 'any',
      'plugins?': ['string'],
      'ensemble?': { members: 'count', voting: 'string' },
    },
  ],
};
const SIZES: Shape = [{ size: 'number', accuracies: ['number'] }];
const ENSEMBLE: Shape = {
  voting: 'string',
  sizes: { soft: SIZES, hard: SIZES },
  'disputed?': [{ label: 'number', votes: ['number'], soft: 'number', hard: 'number' }],
};
const HISTORY: Shape = { loss: ['number'], acc: ['number'], 'val_loss?': ['number'], 'val_acc?': ['number'] };
const RUN: Shape = {
  seed: 'number',
  epochs: 'number',
  'plannedEpochs?': 'number',
  'memberEpochs?': ['number'],
  'continuedAfter?': ['number'],
  batchSize: 'number',
  trainedOn: 'number',
  backend: 'string',
  seconds: 'number',
  'machines?': ['string'],
  'testLoss?': 'number',
  testAccuracy: 'number',
  history: HISTORY,
  'members?': [{ seed: 'number', 'testLoss?': 'number', testAccuracy: 'number' }],
  'ensemble?': ENSEMBLE,
};
const REPORT: Shape = {
  'madeBy?': [MADE_BY],
  dataset: DATASET,
  protocol: 'string',
  rows: [
    {
      variant: 'string',
      title: 'string',
      'origin?': ORIGIN,
      'settings?': 'any',
      'changes?': ['string'],
      'differs?': ['string'],
      'published?': 'number or null',
      testAccuracy: ESTIMATE,
      testLoss: ESTIMATE,
      'against?': {
        variant: 'string',
        n: 'number',
        difference: 'number',
        interval: ['number'],
        pValue: 'number',
        verdict: 'string',
      },
      'runs?': [RUN],
      'failures?': [{ seed: 'number', message: 'string' }],
      'stopped?': [{ seed: 'number', message: 'string' }],
    },
  ],
};
