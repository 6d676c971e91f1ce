// What a worker must have to train a task, and the check that it has.
import { type Dataset, groupedNumber, missingFusion } from '@mlp-lab/core';
import { notebook, pluginTitle, type Registry, type Variant } from '@mlp-lab/models';
import { version } from '../../package.json';
import { shortDigest } from '../report/dataset-info';
import type { Task } from '../train/task';

/** Plain data. */
export interface Requirements {
  /** The version of mlp-lab: another one may train to other numbers. */
  version: string;
  /** The data set that the worker must have. */
  dataset: DatasetIdentity;
  /** The plugins whose code takes part, with their versions: `acme 1.0.0`. */
  plugins: readonly string[];
  /** Whether the variant's own code builds the network. Otherwise its recipe describes all of it. */
  code: boolean;
  /** What computes, if that is not the engine, which works everywhere. */
  backend?: string;
  /** The arithmetic that the worker's machine must have, if it is not the usual one. */
  arithmetic?: 'fused';
}

/** Tells data sets apart. */
export interface DatasetIdentity {
  /** The name of the data set. */
  name: string;
  /** The number of classes. */
  classes: number;
  /** Numbers of images. */
  train: number;
  /** The number of test images. */
  test: number;
  /** In pixels. */
  height: number;
  /** In pixels. */
  width: number;
  /** Of the images and labels: see `datasetDigest` of data-mnist. Where it is absent, the data set is known by the rest alone. */
  digest?: string;
}

/** What a worker must have to train a task: the version, the data set, and the plugins if the network needs their code. */
export function requirementsOf(task: Task, variant: Variant, dataset: Dataset): Requirements {
  return {
    version,
    dataset: identityOf(dataset),
    plugins: isData(task, variant) ? [] : (task.plugins ?? []),
    code: variant.build !== undefined,
    ...(task.backend !== 'engine' && { backend: task.backend }),
    ...(task.arithmetic === 'fused' && { arithmetic: 'fused' }),
  };
}

/** Whether the recipe describes all of the network, and names nothing of a plugin: then any worker can train it. */
function isData({ recipe }: Task, { build }: Variant): boolean {
  const { optimizer, activation, kernelInitializer } = recipe;
  return build === undefined && ![optimizer.name, activation, kernelInitializer].some((name) => name.includes('/'));
}

/**
 * Why a worker can't train a task, as a sentence; undefined if it can.
 *
 * @param worker.variant the worker's own variant of the task's name, if it has one.
 */
export function unmetRequirement(
  { variant, requires }: { variant: string; requires: Requirements },
  worker: { dataset: Dataset; registry: Registry; variant?: Variant },
): string | undefined {
  if (requires.version !== version) return `it needs mlp-lab ${requires.version}, but the worker has ${version}`;
  const unfused = requires.arithmetic === 'fused' && missingFusion();
  if (unfused) return `it needs fused arithmetic, which the worker does not have: ${unfused}`;
  const [wanted, found] = [requires.dataset, identityOf(worker.dataset)];
  const isKnownByDigest = wanted.digest !== undefined;
  const differs = ([key, value]: [string, unknown]) => found[key as keyof DatasetIdentity] !== value;
  if (Object.entries(wanted).some((field) => !(isKnownByDigest && field[0] === 'name') && differs(field)))
    return `it needs the data set ${datasetText(wanted)}, but the worker has ${datasetText(found)}`;
  const plugins = worker.registry.plugins().filter((plugin) => plugin !== notebook());
  const titles = plugins.map(pluginTitle);
  const missing = requires.plugins.find((title) => !titles.includes(title));
  if (missing !== undefined)
    return `it needs the plugin ${missing}, but the worker has ${titles.join(', ') || 'no plugins'}`;
  if (requires.code && !worker.variant?.build)
    return `the network of ${variant} is built by code that the worker does not have: load its plugin in the worker, too`;
  return undefined;
}

function identityOf({ name, classes, train, test, digest }: Dataset): DatasetIdentity {
  const { height, width } = train;
  return { name, classes, train: train.count, test: test.count, height, width, ...(digest && { digest }) };
}

const datasetText = ({ name, classes, train, test, height, width, digest }: DatasetIdentity) =>
  `${name} (${groupedNumber(train)} training and ${groupedNumber(test)} test images of ${height} × ${width} pixels, ${classes} classes${digest ? `, digest ${shortDigest(digest)}` : ''})`;
