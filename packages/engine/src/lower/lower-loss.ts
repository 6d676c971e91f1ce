// The loss and metrics of a model → those of the Program.
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Loss, Metric, Program } from '../program';
import { metricNames, lossOrMetricName as nameOf } from '../tfjs/model-contract';
import { NotLowered } from './program-builder';

type Compiled = Pick<Program, 'loss' | 'targets' | 'metrics'>;

const LOSSES: readonly Loss[] = [
  'categoricalCrossentropy',
  'binaryCrossentropy',
  'meanSquaredError',
  'meanAbsoluteError',
];
const METRICS: readonly Metric['kind'][] = [...LOSSES, 'categoricalAccuracy', 'binaryAccuracy'];

/** Other names of metrics, in lower case. */
const aliases = new Map([
  ['mse', 'meanSquaredError'],
  ['mae', 'meanAbsoluteError'],
]);

/** TensorFlow.js's sparse losses and metrics are the categorical ones for labels. */
function ofTargets(name: string): { kind: string; targets: Program['targets'] } {
  const labels = name.startsWith('sparseC');
  return { kind: labels ? name.replace('sparseC', 'c') : name, targets: labels ? 'labels' : 'values' };
}

/** @param isSoftmax whether the outputs come from a softmax */
export function lowerLoss(model: LayersModel, outputWidth: number, isSoftmax: boolean): Compiled {
  const lossName = nameOf(onlyOne(model.loss));
  const { kind, targets } = ofTargets(lossName);
  const loss = LOSSES.find((known) => known === kind);
  if (!loss) throw new NotLowered(`the loss ${lossName} is unknown to the engine`);
  // TensorFlow.js clips outputs before it divides them by their sum, here alone
  if (!isSoftmax && targets === 'labels')
    throw new NotLowered(`the loss ${lossName} is of outputs that no softmax computed`);
  const given = listOf(onlyOutput(model.metrics, model.outputNames));
  const names = metricNames(model);
  const metrics = given.map((metric, i) => {
    const name = nameOf(metric);
    const asked = ofTargets(aliases.get(name.toLowerCase()) ?? name);
    const found = asked.targets === targets ? METRICS.find((known) => known === asked.kind) : undefined;
    const kind = shorthand(name, loss, outputWidth) ?? found;
    if (kind === undefined)
      throw new NotLowered(`the metric ${name} is unknown to the engine with the loss ${lossName}`);
    return { name: names[i], kind };
  });
  return { loss, targets, metrics };
}

/** `accuracy` and `crossentropy` depend on the loss. */
function shorthand(name: string, loss: Loss, outputWidth: number): Metric['kind'] | undefined {
  const binary = outputWidth === 1 || loss === 'binaryCrossentropy';
  if (name === 'accuracy' || name === 'acc') return binary ? 'binaryAccuracy' : 'categoricalAccuracy';
  if (name === 'crossentropy' || name === 'ce') return binary ? 'binaryCrossentropy' : 'categoricalCrossentropy';
  return undefined;
}

const listOf = (given: unknown): unknown[] =>
  given === undefined || given === null ? [] : Array.isArray(given) ? given : [given];

const onlyOne = (loss: unknown): unknown => (typeof loss === 'object' && loss !== null ? Object.values(loss)[0] : loss);

/** Metrics may be given by the output's name. */
function onlyOutput(metrics: unknown, [name]: string[]): unknown {
  const byName = typeof metrics === 'object' && metrics !== null && !Array.isArray(metrics);
  return byName ? (metrics as Record<string, unknown>)[name] : metrics;
}
