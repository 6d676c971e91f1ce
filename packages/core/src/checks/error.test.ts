import { expect, it } from 'vitest';
import { MlpLabError } from './error';

const copy = './error?copy';

it('is known across copies of the package; nothing else is', async () => {
  const { MlpLabError: Other } = (await import(/* @vite-ignore */ copy)) as typeof import('./error');
  expect(Other).not.toBe(MlpLabError);
  const error: unknown = new Other('bad-data', 'of the other copy');
  expect(error).toBeInstanceOf(MlpLabError);
  expect(new MlpLabError('io', 'of this one')).toBeInstanceOf(Other);
  for (const foreign of [new Error('plain'), { name: 'MlpLabError', code: 'io' }, null, undefined, 'io'])
    expect(foreign instanceof MlpLabError).toBe(false);
});
