// The options of a variant: defaults, checks and names, with the schemas of two libraries.
import {
  createRegistry,
  definePlugin,
  defineVariant,
  describeDifference,
  notebook,
  notebookRecipe,
} from '@mlp-lab/models';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { tf } from '../tf';

const schemas = {
  zod: z.strictObject({ units: z.number().int().min(1).default(4), bias: z.boolean().default(true) }),
  valibot: v.strictObject({
    units: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 4),
    bias: v.optional(v.boolean(), true),
  }),
};
const target = { tf, seed: 1, inputSize: 6, classes: 3 };

describe.each(Object.entries(schemas))('options by a schema of %s', (_, options) => {
  const acme = definePlugin({
    meta: { name: 'acme-nets', version: '1.0.0', namespace: 'acme' },
    variants: [
      defineVariant({
        name: 'thin',
        title: 'Thin',
        changes: ['hidden'],
        recipe: notebookRecipe,
        options,
        build: ({ tf, inputSize, classes, options: { units, bias } }) =>
          tf.sequential({
            layers: [
              tf.layers.dense({ units, useBias: bias, inputShape: [inputSize] }),
              tf.layers.dense({ units: classes, activation: 'softmax' }),
            ],
          }),
      }),
    ],
  });
  const registry = createRegistry([notebook(), acme]);
  const parameters = (options?: { units?: number; bias?: boolean }) => {
    const model = registry.build('acme/thin', { ...target, options });
    const count = model.countParams();
    model.dispose();
    return count;
  };

  it('have their defaults where they are not given', () => {
    expect(parameters()).toBe(6 * 4 + 4 + 4 * 3 + 3);
    expect(parameters({ units: 2 })).toBe(6 * 2 + 2 + 2 * 3 + 3);
    expect(parameters({ bias: false })).toBe(6 * 4 + 4 * 3 + 3);
  });

  it('are refused, naming the variant and the option, before anything is built', () => {
    const before = tf.memory().numTensors;
    expect(() => parameters({ units: 0 })).toThrowError(
      /variant 'acme\/thin': option units: .*1.*received \{"units":0\}/,
    );
    expect(() => parameters({ unit: 2 } as object)).toThrowError(/variant 'acme\/thin': .*unit/);
    expect(() => registry.get('acme/thin', { units: 'many' as unknown as number })).toThrowError(/option units/);
    expect(() => registry.check('acme/thin', { options: { units: 1.5 } })).toThrowError(/option units/);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('make a row of its own name, built with them', () => {
    const variant = registry.get('acme/thin', { units: 2, bias: false });
    expect(variant).toMatchObject({
      name: 'acme/thin:units=2,bias=false',
      title: 'Thin (units=2, bias=false)',
      origin: { variant: 'acme/thin', options: { units: 2, bias: false } },
    });
    const model = registry.build(variant, target);
    expect(model.countParams()).toBe(6 * 2 + 2 * 3 + 3);
    model.dispose();
    expect(registry.get('acme/thin', {})).toBe(registry.get('acme/thin'));
  });

  it('are told in what changed', () => {
    const thin = registry.get('acme/thin');
    const thinner = registry.get('acme/thin', { units: 2 });
    expect(describeDifference(thinner, registry.get('relu')).changes).toEqual(['a network of its own', 'units 2']);
    expect(describeDifference(thinner, thin).changes).toEqual(['units 2 instead of 4']);
    expect(describeDifference(registry.get('acme/thin', { units: 4 }), thin).changes).toEqual([]);
  });
});

describe('a variant without options', () => {
  it('takes none', () => {
    const registry = createRegistry([notebook()]);
    expect(() => registry.build('relu', { ...target, options: { pieces: 2 } as never })).toThrowError(
      "variant 'relu': takes no options: received pieces",
    );
  });
});

describe('definePlugin', () => {
  const meta = { name: 'acme-nets', version: '1.0.0', namespace: 'acme' };
  const thin = { name: 'thin', title: 'Thin', changes: [], recipe: notebookRecipe };
  const build = () => undefined as never;

  it.each([
    ['that nothing could be told', { options: schemas.zod }, /variant 'thin': has options, but no build/],
    ['that are no schema', { options: { units: 3 }, build }, /variant 'thin': options must be a schema/],
    [
      'without a default',
      { options: z.object({ units: z.number() }), build },
      /every option needs a default: option units/,
    ],
    [
      'that are checked asynchronously',
      { options: z.object({ units: z.number().default(1) }).refine(async () => true), build },
      /its schema answers later|without asynchronous checks|asynchronous/i,
    ],
  ])('refuses options %s', (_, fields, message) => {
    expect(() => definePlugin({ meta, variants: [{ ...thin, ...fields } as never] })).toThrowError(message);
  });
});
