// The fields of the lab's form → the settings of a run, and the command line for the same run.
import { wholeNumber } from '@mlp-lab/core';
import type { Protocol } from '@mlp-lab/experiment';
import { shellCommand } from '@mlp-lab/report';

/** The fields of the form, as typed. */
export interface Form {
  variants: readonly string[];
  epochs: string;
  seeds: string;
  protocol: Protocol;
  backend: string;
  /** Empty for all images. */
  limit: string;
  jobs: string;
  /** Whether every layer's gradient is measured after each epoch. */
  measuresGradients: boolean;
}

/** What the form asks for. */
export interface RunSettings {
  variants: readonly string[];
  epochs: number;
  seeds: number[];
  protocol: Protocol;
  backend: string;
  limit?: number;
  jobs: number;
  /** The number of training images on which layers are measured; undefined for none. */
  probe?: number;
}

/** Field → what is wrong with it. */
export type Problems = Partial<Record<keyof Form, string>>;

export function readForm(form: Form): { settings: RunSettings } | { problems: Problems } {
  const seeds = form.seeds.split(',').map((part) => wholeNumber(part.trim()));
  const problems: Problems = {};
  if (form.variants.length === 0) problems.variants = 'Choose at least one network.';
  if (!isPositive(form.epochs)) problems.epochs = 'A whole number of at least 1.';
  if (!isPositive(form.jobs)) problems.jobs = 'A whole number of at least 1.';
  if (form.limit.trim() !== '' && !isPositive(form.limit)) problems.limit = 'A whole number of at least 1, or empty.';
  if (seeds.some((seed) => seed === undefined))
    problems.seeds = 'Whole numbers of at least 0, separated by commas: 1,2,3.';
  else if (new Set(seeds).size < seeds.length) problems.seeds = 'Each seed once.';
  if (Object.keys(problems).length > 0) return { problems };
  const { variants, protocol, backend, measuresGradients } = form;
  return {
    settings: {
      variants,
      epochs: Number(form.epochs),
      seeds: seeds as number[],
      protocol,
      backend,
      limit: form.limit.trim() === '' ? undefined : Number(form.limit),
      jobs: Number(form.jobs),
      probe: measuresGradients ? PROBE : undefined,
    },
  };
}

const PROBE = 1000; // images, the default of `mlp-lab inspect`
const BROWSER_ONLY = ['webgl', 'webgpu'];

/**
 * The command that runs the same in a terminal, to the same numbers.
 *
 * @param pluginNames the session's plugins, as `--plugin` takes them.
 */
export function commandLine(settings: RunSettings, pluginNames: readonly string[] = []): string {
  const { variants, epochs, seeds, protocol, backend, limit } = settings;
  return shellCommand([
    'compare',
    ...variants,
    ...['--epochs', String(epochs)],
    ...(seeds.join() === '1' ? [] : ['--seeds', seeds.join(',')]),
    ...(protocol === 'as-published' ? [] : ['--protocol', protocol]),
    ...(backend === 'engine' ? [] : ['--backend', backend]),
    ...(BROWSER_ONLY.includes(backend) ? ['--browser'] : []),
    ...(limit === undefined ? [] : ['--limit', String(limit)]),
    ...pluginNames.flatMap((name) => ['--plugin', name]),
  ]);
}

const isPositive = (text: string) => (wholeNumber(text.trim()) ?? 0) >= 1;
