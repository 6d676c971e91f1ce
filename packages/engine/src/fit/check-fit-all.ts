// The arguments of fitAll, checked; loaded when it is called.
import { checkOptions } from '@mlp-lab/core/checks';
import {
  checkCount,
  checkFunction,
  checkObject,
  checkSignal,
  checkString,
  checkUrl,
  describeValue,
  invalidArgument,
} from '@mlp-lab/core/common';
import type { LayersModel, LayerVariable } from '@tensorflow/tfjs-layers';
import { allLayers, checkCompiled, innermost, modelContract } from '../tfjs/model-contract';
import type { FitAllOptions, FitJob } from './fit-all-args';
import type { FitArgs } from './fit-args';

/** @throws MlpLabError as `checkFitArgs`. */
export const checkFitAllOptions = (options: FitAllOptions | null | undefined): FitAllOptions =>
  checkOptions('fitAll', options, {
    jobs: (name, value) => checkCount(name, value),
    threads: (name, value) => checkCount(name, value),
    workerUrl: checkUrl,
    signal: checkSignal,
    onProgress: checkFunction,
  });

/** @throws MlpLabError `invalid-argument` or `bad-model` where a job has no name, or no model that can be trained beside the others. */
export function checkJobs(jobs: readonly FitJob[]): void {
  if (!Array.isArray(jobs)) throw invalidArgument('jobs', 'an array', describeValue(jobs));
  const trainedBy = new Map<unknown, string>();
  for (const [i, job] of jobs.entries()) {
    checkObject(`jobs[${i}]`, job);
    checkString(`jobs[${i}].name`, (job as FitJob).name);
    checkOptions(`jobs[${i}]`, job, { name: checkString, model() {}, x() {}, y() {}, args() {} });
    const { callbacks, signal }: FitArgs = job.args ?? {}; // on a thread, they would have no effect
    if (callbacks ?? signal)
      throw invalidArgument(`jobs[${i}].args`, 'no callbacks and no signal: fitAll has onProgress and signal', 'some');
    modelContract(job.model);
    checkCompiled(job.model);
    for (const weight of changedWeights(job.model)) {
      const other = trainedBy.get(weight);
      if (other !== undefined)
        throw invalidArgument(
          `jobs[${i}].model`,
          'weights that no other job trains',
          `${weight.name}, which job "${other}" trains: build a model for each job, or freeze the layers that they share`,
        );
    }
    for (const weight of changedWeights(job.model)) trainedBy.set(weight, job.name);
  }
}

/** Those that compile has found, as it does not see that a nested Sequential is frozen; a BatchNormalization learns its statistics even then. */
const changedWeights = (model: LayersModel) => [
  ...(innermost(model) as unknown as { collectedTrainableWeights: LayerVariable[] }).collectedTrainableWeights,
  ...allLayers(model).flatMap((layer) => (layer.getClassName() === 'BatchNormalization' ? layer.weights : [])),
];
