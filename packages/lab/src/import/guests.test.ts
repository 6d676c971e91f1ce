import type { Dataset } from '@mlp-lab/core';
import { expect, it, vi } from 'vitest';
import type { GuestStore, KeptGuest } from '../storage/kept-guest';
import type { Guest } from './guest';
import { type GuestsView, openGuests } from './guests';

const imagesOf = (name: string): Dataset => {
  const set = { images: new Uint8Array(4), labels: new Uint8Array(1), count: 1, height: 2, width: 2 };
  return { name, classes: 2, train: set, test: { ...set } };
};
const network = { name: 'own.onnx', files: [], recipes: [] };

/** Networks that are opened and tested when they are told to; each answer names the images. */
function lab() {
  const kept = new Map<string, KeptGuest>();
  const store: GuestStore = {
    guests: async () => [...kept.values()],
    putGuest: async (guest) => void kept.set(guest.id, guest),
    deleteGuest: async (id) => void kept.delete(id),
  };
  const waiting: { images: string; finish(problem?: Error): void }[] = [];
  const close = vi.fn();
  const test = (id: string, { name: images }: Dataset) =>
    new Promise<Guest>((resolve, reject) => {
      const guest = { id, name: images, testedOn: (other: Dataset) => test(id, other), close } as unknown as Guest;
      waiting.push({ images, finish: (problem) => (problem ? reject(problem) : resolve(guest)) });
    });
  let view: GuestsView = { guests: [], misfits: [] };
  const open = () =>
    openGuests({
      open: ({ id }, images) => test(id, images),
      store: Promise.resolve(store),
      onChange: (next) => {
        view = next;
      },
      onFailure: (error) => {
        throw error;
      },
    });
  const shown = () => view.guests.map(({ id, name }) => `${id} on ${name}`);
  return { open, kept, waiting, close, shown, misfits: () => view.misfits };
}

const soon = () => new Promise((resolve) => setTimeout(resolve));

it('a network that is imported while the images change answers the new ones', async () => {
  const { open, waiting, shown } = lab();
  const guests = open();
  guests.use(imagesOf('old'));
  const added = guests.add(network);
  guests.use(imagesOf('new'));
  waiting[0].finish();
  await soon();
  expect(shown()).toEqual([]); // its answers are those for the old images
  waiting[1].finish();
  await added;
  expect(shown()).toEqual(['M1 on new']);
});

it('a network that does not take other images waits for those that it takes', async () => {
  const { open, waiting, shown, misfits } = lab();
  const guests = open();
  guests.use(imagesOf('digits'));
  const added = guests.add(network);
  waiting[0].finish();
  await added;
  guests.use(imagesOf('dots'));
  waiting[1].finish(new Error('expected 784 pixels'));
  await soon();
  expect([shown(), misfits()]).toEqual([[], [{ id: 'M1', name: 'own.onnx', problem: 'expected 784 pixels' }]]);
  guests.use(imagesOf('digits'));
  waiting[2].finish();
  await soon();
  expect([shown(), misfits()]).toEqual([['M1 on digits'], []]);
});

it('keeps what can be read, for the next time the page opens, until it is removed', async () => {
  const { open, kept, waiting, close, shown } = lab();
  const first = open();
  first.use(imagesOf('digits'));
  const refused = first.add(network);
  waiting[0].finish(new Error('no network'));
  await expect(refused).rejects.toThrow('no network');
  const added = first.add(network);
  waiting[1].finish();
  await added;
  expect([...kept.keys()]).toEqual(['M2']);

  const second = open();
  await second.restore();
  second.use(imagesOf('digits'));
  waiting[2].finish();
  await soon();
  expect(shown()).toEqual(['M2 on digits']);
  second.remove('M2');
  await soon();
  expect([shown(), kept.size, close.mock.calls.length]).toEqual([[], 0, 1]);
});

it('lets a network go that is removed while it is tested', async () => {
  const { open, waiting, close, shown } = lab();
  const guests = open();
  guests.use(imagesOf('digits'));
  const added = guests.add(network);
  guests.remove('M1');
  waiting[0].finish();
  await added;
  expect([shown(), close.mock.calls.length]).toEqual([[], 1]);
});

it('a network that is imported before there are images waits for them', async () => {
  const { open, waiting, shown } = lab();
  const guests = open();
  const added = guests.add(network);
  guests.use(imagesOf('first'));
  await soon();
  waiting[0].finish();
  await added;
  expect(shown()).toEqual(['M1 on first']);
});
