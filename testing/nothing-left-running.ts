// After each file of tests: training that goes on would slow down all files after it, which run on the same thread.
import { setTimeout as after } from 'node:timers/promises';
import { afterAll, expect } from 'vitest';

const TURNS = 20; // of the event loop: what has just ended may still have one to wait for
const QUIET = 3; // turns

afterAll(async () => {
  let quiet = 0;
  for (let turn = 0; turn < TURNS && quiet < QUIET; turn++) {
    await after(1);
    quiet = process.getActiveResourcesInfo().includes('Immediate') ? 0 : quiet + 1;
  }
  expect(quiet, 'turns of the event loop in which no test of this file trains any more').toBe(QUIET);
});
