// What a person asks for, as it stands in the form, and what it means.
import type { Protocol } from '@mlp-lab/experiment';
import { shellCommand } from '@mlp-lab/report';

/** The fields of the form. Numbers are as they were typed. */
export interface Form {
  variants: readonly string[];
  epochs: string;
  seeds: string;
  protocol: Protocol;
  backend: string;
  /** Empty: all images. */
  limit: string;
  jobs: string;
}

export interface Settings {
  variants: readonly string[];
  epochs: number;
  seeds: number[];
  protocol: Protocol;
  backend: string;
  limit?: number;
  jobs: number;
}

/** Field → what is wrong with it. */
export type Problems = Partial<Record<keyof Form, string>>;

export function readForm(form: Form): { settings: Settings } | { problems: Problems } {
  const seeds = form.seeds.split(',').map((part) => wholeNumber(part));
  const problems: Problems = {};
  if (form.variants.length === 0) problems.variants = 'Choose one network at least.';
  if (!isPositive(form.epochs)) problems.epochs = 'A whole number from 1 up.';
  if (!isPositive(form.jobs)) problems.jobs = 'A whole number from 1 up.';
  if (form.limit.trim() !== '' && !isPositive(form.limit)) problems.limit = 'A whole number from 1 up, or nothing.';
  if (seeds.some((seed) => seed === undefined)) problems.seeds = 'Whole numbers from 0 up, with commas: 1,2,3.';
  else if (new Set(seeds).size < seeds.length) problems.seeds = 'Each seed once.';
  if (Object.keys(problems).length > 0) return { problems };
  const { variants, protocol, backend } = form;
  return {
    settings: {
      variants,
      epochs: Number(form.epochs),
      seeds: seeds as number[],
      protocol,
      backend,
      limit: form.limit.trim() === '' ? undefined : Number(form.limit),
      jobs: Number(form.jobs),
    },
  };
}

const IN_BROWSERS_ALONE = ['webgl', 'webgpu'];

/**
 * The command that does the same in a terminal, to the same numbers.
 *
 * @param pluginOptions what brings the session's plugins to it.
 */
export function commandLine(settings: Settings, pluginOptions: readonly string[] = []): string {
  const { variants, epochs, seeds, protocol, backend, limit } = settings;
  return shellCommand([
    'compare',
    ...variants,
    ...['--epochs', String(epochs)],
    ...(seeds.join() === '1' ? [] : ['--seeds', seeds.join(',')]),
    ...(protocol === 'as-published' ? [] : ['--protocol', protocol]),
    ...(backend === 'engine' ? [] : ['--backend', backend]),
    ...(IN_BROWSERS_ALONE.includes(backend) ? ['--browser'] : []),
    ...(limit === undefined ? [] : ['--limit', String(limit)]),
    ...pluginOptions,
  ]);
}

const isPositive = (text: string) => (wholeNumber(text) ?? 0) >= 1;

function wholeNumber(text: string): number | undefined {
  const value = Number(text);
  return /^\s*\d+\s*$/.test(text) && Number.isSafeInteger(value) ? value : undefined;
}
