import { expect, it } from 'vitest';
import { openSaveQueue } from './save-queue';

function recording() {
  const written: string[] = [];
  let release = () => {};
  const put = (run: string, id: string, value: number) => {
    written.push(`${run} ${id} ${value}`);
    return new Promise<void>((resolve) => {
      release = resolve;
    });
  };
  return { written, put, release: () => release() };
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 5));

it('writes one at a time, and of several states of a network only the newest', async () => {
  const { written, put, release } = recording();
  const queue = openSaveQueue(put, { pause: 0, onFailure() {} });
  queue.add('run', 'A', 1);
  for (const epoch of [2, 3]) for (const id of ['A', 'B']) queue.add('run', id, epoch);
  expect(written).toEqual(['run A 1']);
  release();
  await soon();
  expect(written).toEqual(['run A 1', 'run A 3']);
  release();
  await soon();
  expect(written).toEqual(['run A 1', 'run A 3', 'run B 3']);
});

it('writes all that waits when the page is about to go, but nothing of a run that was deleted', async () => {
  const { written, put } = recording();
  const queue = openSaveQueue(put, { onFailure() {} });
  for (const [run, id] of ['1A', '1B', '2C', '2D']) queue.add(run, id, 0);
  queue.drop('1');
  void queue.flush();
  expect(written).toEqual(['1 A 0', '2 C 0', '2 D 0']);
});

it('tells what can’t be written, and goes on', async () => {
  const [problems, written]: string[][] = [[], []];
  const put = async (_: string, id: string) => {
    if (id === 'A') throw new Error('full');
    written.push(id);
  };
  const queue = openSaveQueue(put, { pause: 0, onFailure: ({ message }) => problems.push(message) });
  queue.add('run', 'A', 0);
  queue.add('run', 'B', 0);
  await soon();
  expect([problems, written]).toEqual([['full'], ['B']]);
});
