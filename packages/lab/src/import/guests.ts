// The imported networks: kept by the browser, tested on the images in use, and tested again when these change.
import type { Dataset, ImageSet } from '@mlp-lab/core';
import type { GuestStore, KeptGuest } from '../storage/kept-guest';
import type { Guest } from './guest';

export interface GuestsView {
  /** Those that have answered the images in use, in order of their numbers. */
  readonly guests: readonly Guest[];
  /** Those that can't, and why. */
  readonly misfits: readonly { id: string; name: string; problem: string }[];
}

export interface Guests {
  /** Opens what was kept. */
  restore(): Promise<void>;
  /** The images to answer from now on. */
  use(images: Dataset): void;
  /** @throws MlpLabError for a network that can't be read, or takes other images. */
  add(network: Omit<KeptGuest, 'id'>): Promise<void>;
  remove(id: string): void;
}

interface Entry {
  readonly kept: KeptGuest;
  /** Until it has answered for the first time: if it can't, it is refused rather than shown. */
  isNew: boolean;
  guest?: Guest;
  problem?: Error;
  /** The test images that `guest` or `problem` is about. */
  tested?: ImageSet;
  /** While it is opened or tested. */
  work?: Promise<void>;
}

export interface GuestsOptions {
  open(kept: KeptGuest, images: Dataset): Promise<Guest>;
  store: Promise<GuestStore>;
  onChange(view: GuestsView): void;
  /** Why a network can't be kept. */
  onFailure(error: Error): void;
}

export function openGuests({ open, store, onChange, onFailure }: GuestsOptions): Guests {
  const entries = new Map<string, Entry>();
  let images: Dataset | undefined;
  let tellImages = () => {};
  const hasImages = new Promise<void>((resolve) => {
    tellImages = resolve;
  });
  let last = 0;

  const changed = () => {
    const current = [...entries.values()].filter(({ tested }) => tested && tested === images?.test);
    onChange({
      guests: current.flatMap(({ guest, problem }) => (guest && !problem ? [guest] : [])),
      misfits: current.flatMap(({ kept: { id, name }, problem, isNew }) =>
        problem && !isNew ? [{ id, name, problem: problem.message }] : [],
      ),
    });
  };

  /** Until it has answered the images in use, which may change meanwhile. */
  async function test(entry: Entry): Promise<void> {
    const { kept } = entry;
    while (entries.get(kept.id) === entry && images && entry.tested !== images.test) {
      const { test } = images;
      try {
        entry.guest = entry.guest ? await entry.guest.testedOn(images) : await open(kept, images);
        entry.problem = undefined;
      } catch (error) {
        entry.problem = error as Error;
      }
      entry.tested = test;
    }
    if (entries.get(kept.id) !== entry) entry.guest?.close();
    changed();
  }

  function start(entry: Entry): Promise<void> {
    entry.work ??= test(entry).finally(() => {
      entry.work = undefined;
    });
    return entry.work;
  }

  function testAll(): void {
    for (const entry of entries.values()) void start(entry);
  }

  function enter(kept: KeptGuest, isNew: boolean): Entry {
    const entry: Entry = { kept, isNew };
    entries.set(kept.id, entry);
    last = Math.max(last, Number(kept.id.slice(1)));
    return entry;
  }

  function remove(id: string): void {
    const entry = entries.get(id);
    entries.delete(id);
    if (!entry?.work) entry?.guest?.close();
    changed();
  }

  return {
    async restore() {
      for (const kept of await (await store).guests()) enter(kept, false);
      testAll();
    },
    use(next) {
      if (next.test.count === 0 || next.test === images?.test) return;
      images = next;
      tellImages();
      changed();
      testAll();
    },
    async add(network) {
      if (!images) await hasImages;
      const entry = enter({ ...network, id: `M${last + 1}` }, true);
      const { id } = entry.kept;
      await start(entry);
      if (entry.problem) {
        remove(id);
        throw entry.problem;
      }
      entry.isNew = false;
      if (entries.get(id) === entry) await (await store).putGuest(entry.kept).catch(onFailure);
    },
    remove(id) {
      remove(id);
      store.then((store) => store.deleteGuest(id)).catch(onFailure);
    },
  };
}
