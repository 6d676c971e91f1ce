import { expect, it } from 'vitest';
import { onDemand } from './on-demand';

it('says what to install, and what works without it', async () => {
  const load = (packages: string[], otherwise: string) =>
    onDemand('PDF', packages, otherwise, () => import('mlp-lab-nowhere' as string));
  await expect(load(['a', 'b', 'c'], 'use --format svg')).rejects.toMatchObject({
    code: 'unavailable',
    message: "PDF needs a, b and c, which can't be loaded: npm install a b c, or use --format svg",
  });
  await expect(load(['a'], '')).rejects.toThrowError("PDF needs a, which can't be loaded: npm install a");
});
