import { createRegistry, definePlugin, notebook, notebookRecipe, type Variant } from '@mlp-lab/models';
import { describe, expect, it } from 'vitest';

const variant = (name: string): Variant => ({ name, title: name, changes: [], recipe: notebookRecipe });
const plugin = (name: string, namespace: string, ...names: string[]) =>
  definePlugin({ meta: { name, version: '1.2.0', namespace }, variants: names.map(variant) });
const codeOf = (run: () => unknown) => {
  try {
    run();
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('registry.list', () => {
  const registry = createRegistry([notebook(), plugin('acme-nets', 'acme', 'maxout', 'deep.v2')]);
  const names = (pattern?: string) => registry.list(pattern).map(({ name }) => name);

  it('gives all in order of registration, with namespaces', () => {
    expect(names().slice(0, 3)).toEqual(['baseline', 'he-normal', 'relu']);
    expect(names().slice(-2)).toEqual(['acme/maxout', 'acme/deep.v2']);
    expect(names().length).toBe(21);
  });

  it('takes * for any text and everything else literally', () => {
    expect(names('opt/*').length).toBe(10);
    expect(names('opt/ada*')).toEqual(['opt/adagrad', 'opt/adadelta', 'opt/adam', 'opt/adamax', 'opt/adamw']);
    expect(names('*/maxout')).toEqual(['acme/maxout']);
    expect(names('relu')).toEqual(['relu']);
    expect(names('acme/deepxv2')).toEqual([]);
    expect(names('nothing*')).toEqual([]);
  });
});

describe('registry.get', () => {
  const registry = createRegistry([notebook(), plugin('acme-nets', 'acme', 'maxout')]);

  it('gives the variant under its full name', () => {
    expect(registry.get('acme/maxout').name).toBe('acme/maxout');
  });

  it.each([
    ['rleu', 'relu'],
    ['heNormal', 'he-normal'],
    ['acme/maxuot', 'acme/maxout'],
    ['opt/adm', 'opt/adam'],
  ])("names the nearest to '%s': %s", (name, nearest) => {
    expect(codeOf(() => registry.get(name))).toBe('unknown-name');
    expect(() => registry.get(name)).toThrowError(`unknown variant '${name}': did you mean ${nearest}`);
  });

  it('says how to see all where nothing is near', () => {
    expect(() => registry.get('qqqqqqqqqqq')).toThrowError(/20 are registered/);
  });
});

describe('registry.use', () => {
  it('does nothing for the same plugin again', () => {
    const acme = plugin('acme-nets', 'acme', 'maxout');
    const registry = createRegistry([acme, acme]).use(acme);
    expect(registry.list().length).toBe(1);
    expect(createRegistry([notebook(), notebook()]).list().length).toBe(19);
  });

  it('throws, naming both plugins, for a taken name, and adds nothing then', () => {
    const registry = createRegistry([plugin('acme-nets', 'acme', 'maxout')]);
    const other = plugin('other-nets', 'acme', 'deep', 'maxout');
    expect(codeOf(() => registry.use(other))).toBe('name-conflict');
    expect(() => registry.use(other)).toThrowError(/acme\/maxout.*acme-nets 1\.2\.0.*other-nets 1\.2\.0/);
    expect(registry.list().map(({ name }) => name)).toEqual(['acme/maxout']);
  });

  it('throws for another object under a plugin name that is taken', () => {
    const registry = createRegistry([plugin('acme-nets', 'acme', 'maxout')]);
    expect(codeOf(() => registry.use(plugin('acme-nets', 'acme2', 'deep')))).toBe('name-conflict');
  });

  it('replaces in place where told to override', () => {
    const mine = definePlugin({
      meta: { name: 'mine', version: '1.0.0', namespace: '' },
      variants: [{ ...variant('relu'), title: 'My own' }],
    });
    const registry = createRegistry([notebook()]).use(mine, { override: true });
    expect(registry.get('relu').title).toBe('My own');
    expect(registry.list().findIndex(({ name }) => name === 'relu')).toBe(2);
  });

  it('keeps registries apart', () => {
    createRegistry([notebook()]).use(plugin('acme-nets', 'acme', 'maxout'));
    expect(createRegistry([notebook()]).list('acme/*')).toEqual([]);
  });
});
