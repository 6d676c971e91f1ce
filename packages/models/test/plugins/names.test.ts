// Names by which a variant is found besides its own, and what is said of old ones.
import { createRegistry, definePlugin, defineVariant, notebook, notebookRecipe } from '@mlp-lab/models';
import { describe, expect, it } from 'vitest';

const common = { title: 'T', changes: [], recipe: notebookRecipe };
const acme = definePlugin({
  meta: { name: 'acme-nets', version: '1.0.0', namespace: 'acme' },
  variants: [
    defineVariant({ ...common, name: 'maxout', aliases: ['mx'], formerly: ['max-out'] }),
    defineVariant({ ...common, name: 'old', deprecated: { use: 'acme/maxout', why: 'it learns faster' } }),
    defineVariant({ ...common, name: 'older', deprecated: {} }),
  ],
});

function open() {
  const warnings: string[] = [];
  const registry = createRegistry([notebook(), acme], { onWarning: (message) => warnings.push(message) });
  return { registry, warnings };
}

describe('an alias', () => {
  it('finds the variant under its own name, and is not listed beside it', () => {
    const { registry, warnings } = open();
    expect(registry.get('acme/mx').name).toBe('acme/maxout');
    expect(registry.list('acme/*').map(({ name }) => name)).toEqual(['acme/maxout', 'acme/old', 'acme/older']);
    expect(warnings).toEqual([]);
  });

  it('can be meant', () => {
    const find = () => open().registry.get('acme/my' as string);
    expect(find).toThrowError(/did you mean acme\/mx/);
  });

  it('is a name that no other may have', () => {
    const other = definePlugin({
      meta: { name: 'other', version: '2.0.0', namespace: 'acme' },
      variants: [{ ...common, name: 'mx' }],
    });
    expect(() => open().registry.use(other)).toThrowError(
      /variant acme\/mx is taken by acme-nets 1\.0\.0: other 2\.0\.0 cannot use it, too/,
    );
    const twice = [
      { ...common, name: 'a' },
      { ...common, name: 'b', aliases: ['a'] },
    ];
    expect(() => definePlugin({ meta: other.meta, variants: twice })).toThrowError(/variants has 'a' twice/);
  });
});

describe('an old name', () => {
  it('finds the variant, and tells the new one once', () => {
    const { registry, warnings } = open();
    expect(registry.get('acme/max-out').name).toBe('acme/maxout');
    registry.get('acme/max-out');
    expect(warnings).toEqual(["variant 'acme/max-out' is now called 'acme/maxout'"]);
  });
});

describe('a deprecated variant', () => {
  it('is told once, with what to use, and not by a list', () => {
    const { registry, warnings } = open();
    registry.list();
    expect(warnings).toEqual([]);
    registry.get('acme/old');
    registry.get('acme/old');
    registry.get('acme/older');
    expect(warnings).toEqual([
      "variant 'acme/old' is deprecated: use 'acme/maxout': it learns faster",
      "variant 'acme/older' is deprecated",
    ]);
  });
});

describe('the plugins of a variant', () => {
  it('are its own and those of what its recipe names, each once', () => {
    const { registry } = open();
    const lion = definePlugin({
      meta: { name: 'lions', version: '3.0.0', namespace: 'lions' },
      optimizers: {
        lion: {
          title: 'Lion',
          defaults: { learningRate: 1 },
          slots: [],
          update: (_, { value }) => ({ value, slots: [] }),
        },
      },
    });
    registry.use(lion);
    const names = (name: string, recipe: object = {}) =>
      registry.pluginsOf(registry.get(name), { ...notebookRecipe, ...recipe }).map(({ meta }) => meta.name);
    expect(names('relu')).toEqual(['notebook']);
    expect(names('acme/maxout')).toEqual(['acme-nets']);
    expect(names('acme/maxout', { optimizer: { name: 'lions/lion', learningRate: 1 } })).toEqual([
      'acme-nets',
      'lions',
    ]);
    expect(registry.plugins().map(({ meta }) => meta.name)).toEqual(['notebook', 'acme-nets', 'lions']);
  });
});
