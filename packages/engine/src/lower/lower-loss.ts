// The loss and metrics of a model → those of the Program.
import { type LayersModel, metrics as tfMetrics } from '@tensorflow/tfjs-layers';
import type { Loss, Metric, Program } from '../program';
import { metricNames } from '../tfjs/model-contract';
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

export function lowerLoss(model: LayersModel, outputWidth: number): Compiled {
  const lossName = nameOf(onlyOne(model.loss));
  const { kind, targets } = ofTargets(lossName);
  const loss = LOSSES.find((known) => known === kind);
  if (!loss) throw new NotLowered(`the loss ${lossName} is unknown to the engine`);
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

/** The name of a loss or metric, or of a function in `tf.metrics`; the quoted name of any other function. */
function nameOf(given: unknown): string {
  if (typeof given === 'string') return given;
  const found = Object.entries(tfMetrics).find(([, metric]) => metric === given);
  return found ? found[0] : `"${(given as { name?: string })?.name || 'a function'}"`;
}

const listOf = (given: unknown): unknown[] => (given === undefined ? [] : Array.isArray(given) ? given : [given]);

const onlyOne = (loss: unknown): unknown => (typeof loss === 'object' && loss !== null ? Object.values(loss)[0] : loss);

/** Metrics may be given by the output's name. */
function onlyOutput(metrics: unknown, [name]: string[]): unknown {
  const byName = typeof metrics === 'object' && metrics !== null && !Array.isArray(metrics);
  return byName ? (metrics as Record<string, unknown>)[name] : metrics;
}
