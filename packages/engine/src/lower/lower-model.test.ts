import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllGlobals();
});

it('a page loads what some networks need once it is idle, not before', async () => {
  const idle: (() => void)[] = [];
  vi.stubGlobal('requestIdleCallback', (run: () => void) => idle.push(run));
  vi.resetModules();
  await import('./lower-model');
  const { part } = await import('../parts/parts');
  expect(idle).toHaveLength(1);
  expect(() => part('uncommon')).toThrow('was not loaded');
  idle[0]();
  await vi.waitFor(() => expect(part('uncommon').allRules).toBeDefined(), 5000);
  expect(part('lists').fromLists).toBeTypeOf('function');
});
