import * as experiment from '@mlp-lab/experiment';
import { buildMlp, createRegistry, notebook } from '@mlp-lab/models';
import { afterAll, describe } from 'vitest';
import { testOddArguments } from '../../../testing/odd-arguments';
import { smallDataset as dataset, smallSet as set } from '../../../testing/small-set';

const registry = createRegistry([notebook()]);
const given = { registry, dataset, variants: ['relu'], epochs: 1 };
const report = await experiment.compare(given);
const { tf } = await experiment.loadBackend('engine');
const model = buildMlp(registry.get('relu').recipe, { tf, seed: 1, inputSize: 4, classes: 2 });
const models = ['a', 'b'].map((name) => ({ name, model }));
afterAll(() => void model.dispose());

describe('arguments that are off', () => {
  testOddArguments(
    experiment,
    {
      checkBackend: () => ['engine'],
      checkWorkload: () => ['relu'],
      listBackends: () => [],
      bench: () => [{ dataset, workload: 'relu', backend: 'engine', epochs: 1 }],
      compare: () => [given],
      describeNetwork: () => [
        registry.get('relu'),
        { registry, recipe: registry.get('relu').recipe, inputSize: 4, classes: 2 },
      ],
      answerImages: () => [models[0], set, { classes: 2 }],
      evaluateModels: () => [models, { dataset }],
      gridVariants: () => [registry.get('relu'), { epochs: [1, 2] }],
      historyCsv: () => [report],
      inspect: () => [given],
      loadBackend: () => ['engine', {}],
      plainJson: () => [report],
      race: () => [report, [0.5]],
      reportJson: () => [report],
      restoreReport: () => [JSON.parse(experiment.reportJson(report))],
      voteModels: () => [models, { dataset }],
    },
    // biome-ignore format: by what they are for
    [
      // parts of compare, which has checked what it is asked for, and of readers of runs, which have checked what they read
      'allNetworks', 'answersOf', 'assemble', 'missingClasses', 'datasetInfo', 'differentDatasets', 'isSameDataset', 'plan', 'registeredVariant',
      'requirementsOf', 'runAnswers', 'runConfig', 'runTaskIds', 'snapshotsOf', 'timing', 'unmetRequirement',
      'optimizerState', 'startingCheckpoint', // what readOptimizer and readRun have checked
      'openBench', // bench's own, whose end would wait for close
      // executors and their transports, whose ends both are this package's
      'acceptTasks', 'connect', 'decode', 'encode', 'failureOf', 'loadRegistry', 'openExecutor', 'openPageTransport',
      'openThreadExecutor', 'serveTasks',
      // checks, which get names from the code that calls them
      'checkReport', 'checkRunConfig', 'checkImageModel',
    ],
  );
});
