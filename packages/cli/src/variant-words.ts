// Words that name variants → variants with their options: `acme/maxout:pieces=3,wide=true`.
import { MlpLabError } from '@mlp-lab/core';
import type { OptionValues, Registry, Variant } from '@mlp-lab/models';

/** @throws MlpLabError `invalid-argument` for options that are not written as name=value. */
export function variantWord(word: string): string | { variant: string; options: OptionValues } {
  const [, variant, text] = /^([^:]*):(.*)$/.exec(word) ?? [];
  if (variant === undefined) return word;
  const pairs = text.split(',').map((pair) => /^(\w+)=(.+)$/.exec(pair.trim()) ?? fail(word));
  return { variant, options: Object.fromEntries(pairs.map(([, name, value]) => [name, plainValue(value)])) };
}

/** The variant that a word names. */
export function namedVariant(registry: Registry, word: string): Variant {
  const asked = variantWord(word);
  return typeof asked === 'string' ? registry.get(asked) : registry.get(asked.variant, asked.options);
}

/** `true` → true, `3` → 3; anything else is text. */
export function plainValue(word: string): boolean | number | string {
  if (word === 'true' || word === 'false') return word === 'true';
  return word === '' || Number.isNaN(Number(word)) ? word : Number(word);
}

function fail(word: string): never {
  throw new MlpLabError('invalid-argument', `${word}: expected options as in acme/maxout:pieces=3,wide=true`);
}
