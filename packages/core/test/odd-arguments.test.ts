import * as core from '@mlp-lab/core';
import { describe } from 'vitest';
import { testOddArguments } from '../../../testing/odd-arguments';

const square = core.expression((x) => x.square());
const sgd = core.optimizerRule(core.kerasOptimizers.sgd);

/** With what a plugin passes as the first argument, and what the engine passes as the others. */
const ofPlugins = {
  checkDescription: (given: unknown) =>
    core.checkDescription(given as never, { width: 1, outputWidth: 1, weights: {} }),
  checkOptimizerRule: (given: unknown) => core.checkOptimizerRule(given, ['learningRate']),
};

describe('arguments that are off', () => {
  testOddArguments(
    { ...core, ...ofPlugins },
    {
      checkDescription: () => [[]],
      checkExpression: () => [square],
      checkOptimizerRule: () => [sgd],
      createLimiter: () => [1],
      createRandom: () => [1],
      createRandomBits: () => [1],
      derivative: () => [square],
      derivativeForTraining: () => [square],
      expression: () => [() => 1],
      formula: () => [square],
      optimizerRule: () => [core.kerasOptimizers.adam],
      trainingStreams: () => [1],
    },
    // biome-ignore format: by what they are for
    [
      // errors, and the checks themselves, which get names from the code that calls them
      'MlpLabError', 'checkArray', 'checkBoolean', 'checkCount', 'checkFunction', 'checkNumber', 'checkNumbers', 'checkObject',
      'checkOptions', 'checkSignal', 'checkString', 'checkUrl', 'describeJson', 'describeValue', 'className', 'invalidArgument', 'isNumberArray', 'nearestNames',
      'omitNulls', 'oneOf', 'suggestNames', 'warnOnce', 'asciiText', 'groupedNumber', 'parseJson', 'wholeNumber',
      // parts of rules and formulas: optimizerRule and checkExpression check the whole
      'addDecayedWeights', 'chain', 'decayWeights', 'scaleByAdadelta', 'scaleByAdam', 'scaleByAdamax', 'scaleByLearningRate',
      'scaleByNadam', 'scaleByRms', 'scaleByRss', 'trace', 'interpret', 'interpreter', 'numbering', 'substitute', 'expressionOf', 'termOf', 'evaluateExpression', 'initialSlot', 'keepsZeros',
      'stepScalars', 'stepEvaluator',
      // inner loops, threads and what a machine has
      'attempt', 'firstImages', 'log', 'mapLimited', 'normalsFromWords', 'scalingOf', 'sizeFromShape', 'tensorData', 'coreCount', 'isBrowser', 'noiseKey', 'trainingOrder',
      'missingFusion', 'missingWebAssembly', 'nodeWorkers', 'openThread', 'openThreadPool', 'serveParent',
    ],
  );
});
