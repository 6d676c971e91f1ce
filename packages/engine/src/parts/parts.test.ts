import { expect, it } from 'vitest';
import { loadParts } from './parts';

it('a part that can not be loaded is unavailable, whatever the import threw', async () => {
  await expect(loadParts(['lists', 'none' as never])).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(/^a file of the engine can't be loaded: ./),
    cause: expect.any(TypeError),
  });
});
