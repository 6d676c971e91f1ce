// Networks whose code ends what trains them: each is a row that failed, with the reason, and the others go on.
import { compare } from '@mlp-lab/experiment';
import { tinyDataset } from '@mlp-lab/experiment/testing';
import { expect, it } from 'vitest';

const url = new URL('./dying-registry.mjs', import.meta.url).href;

it('a network that ends its process fails, with the reason, and the others are trained', async () => {
  const { default: registry } = await import(url);
  const variants = ['dying/exit', 'relu', 'dying/rejection', 'dying/crash', 'adam'];
  const asked = { registry, registryModule: { url }, variants, dataset: tinyDataset, jobs: 2 };
  const { rows } = await compare({ ...asked, set: { epochs: 300 } });
  const outcome = rows.map(({ variant, runs, failures }) => [variant, failures?.[0].message ?? runs.length]);
  const ended = (name: string, reason: string) => [
    `dying/${name}`,
    `training of dying.${name}.seed-1 ended: a worker thread crashed: ${reason}`,
  ];
  expect(outcome).toEqual([
    ended('exit', 'it exited with code 7'),
    ['relu', 1],
    ended('rejection', 'it was lost'),
    ended('crash', 'it was ended by SIGSEGV'),
    ['adam', 1],
  ]);
});
