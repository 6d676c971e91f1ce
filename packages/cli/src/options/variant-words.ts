// Words that name variants: `relu`, `opt/*`, `acme/maxout:pieces=3,wide=true`.
import { MlpLabError } from '@mlp-lab/core';
import type { OptionValues, Registry, Variant } from '@mlp-lab/models';

/**
 * The variant that a word names.
 *
 * @throws MlpLabError `unknown-name` if there is none; `invalid-argument` for options that are not written as name=value, or
 * that the variant does not have.
 */
export function findVariant(registry: Registry, word: string): Variant {
  const { name, options } = parts(word);
  return registry.get(name, options);
}

/**
 * The variants that words name, or that patterns match, in the order of the words.
 *
 * @throws MlpLabError as `findVariant`; `unknown-name` for a pattern that matches nothing.
 */
export function findVariants(registry: Registry, words: readonly string[]): Variant[] {
  return words.flatMap((word) => {
    if (!word.includes('*')) return [findVariant(registry, word)];
    const found = registry.list(word);
    if (found.length > 0) return found;
    throw new MlpLabError('unknown-name', `no variant matches ${word}: \`mlp-lab list\` shows all`);
  });
}

function parts(word: string): { name: string; options?: OptionValues } {
  const [, name, text] = /^([^:]*):(.*)$/.exec(word) ?? [];
  if (name === undefined) return { name: word };
  const pairs = text.split(',').map((pair) => /^(\w+)=(.+)$/.exec(pair.trim()) ?? fail(word));
  return { name, options: Object.fromEntries(pairs.map(([, option, value]) => [option, plainValue(value)])) };
}

function fail(word: string): never {
  throw new MlpLabError('invalid-argument', `${word}: expected options as in acme/maxout:pieces=3,wide=true`);
}

/** `true` → true, `3` → 3; anything else is text. */
export function plainValue(word: string): boolean | number | string {
  if (word === 'true' || word === 'false') return word === 'true';
  return word === '' || Number.isNaN(Number(word)) ? word : Number(word);
}
