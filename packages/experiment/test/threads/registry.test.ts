// Networks built by code, on threads: the threads import the registry from the module that the comparison names.
import { compare } from '@mlp-lab/experiment';
import { tinyDataset } from '@mlp-lab/experiment/testing';
import { describe, expect, it } from 'vitest';

const url = new URL('./registry.mjs', import.meta.url).href;

const rowsOf = async (registryModule?: { url: string | URL; data?: unknown }) => {
  const { default: registry } = await import(url);
  const variants = ['threaded/net', 'relu'];
  const options = { registry, registryModule, variants, dataset: tinyDataset, epochs: 1, jobs: 2 };
  return (await compare(options)).rows;
};

describe('a registry module', () => {
  it('lets threads build the networks of plugins', async () => {
    const rows = await rowsOf({ url: new URL(url) });
    expect(rows.map(({ failures, runs }) => [failures, runs.length])).toEqual([
      [undefined, 1],
      [undefined, 1],
    ]);
  });

  it('is necessary for that: without it, the network is built on the thread of the caller', async () => {
    const [net, relu] = await rowsOf();
    expect(net.failures?.[0].message).toMatch(
      /^plugin threaded 1\.0\.0, variant 'threaded\/net': build threw: not here$/,
    );
    expect(relu.runs).toHaveLength(1);
  });

  it('may export a function of its data', async () => {
    const source = `import registry from ${JSON.stringify(url)};
      export default async ({ wanted }) => { if (wanted !== 3) throw new Error('other data'); return registry; };`;
    const made = `data:text/javascript,${encodeURIComponent(source)}`;
    const [net] = await rowsOf({ url: made, data: { wanted: 3 } });
    expect(net.runs).toHaveLength(1);
  });

  it.each<[string, string, object]>([
    [
      'is not there',
      './nothing.mjs',
      { code: 'invalid-argument', message: /^registryModule \.\/nothing\.mjs can't be loaded: / },
    ],
    [
      'throws',
      'data:text/javascript,throw new Error("its own")',
      { code: 'invalid-argument', message: /can't be loaded: its own$/ },
    ],
    [
      'exports no registry',
      'data:text/javascript,export default {}',
      {
        code: 'invalid-argument',
        message: /^registryModule data:.*\.list: expected a function, received undefined$/,
      },
    ],
  ])('that %s is named', async (_, wrong, { code, message }: { code?: string; message?: RegExp }) => {
    await expect(rowsOf({ url: wrong })).rejects.toMatchObject({ code, message: expect.stringMatching(message!) });
  });

  it('must have an address', async () => {
    await expect(rowsOf({} as never)).rejects.toThrow('registryModule.url: expected a URL, received undefined');
  });
});
