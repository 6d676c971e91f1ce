// What a person imports: files → a data set to look at, a report, or a network that answers.
import { type Dataset, MlpLabError } from '@mlp-lab/core';
import type { Report, RunConfig } from '@mlp-lab/experiment';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ChosenFile } from '../import/chosen-files';
import type { Guest } from '../import/guest';
import type { LabView } from '../session/lab-view';

export interface Imports {
  readonly isBusy: boolean;
  readonly problem?: string;
  /** To look at before it is used. */
  readonly dataset?: Dataset;
  readonly report?: { name: string; report: Report; config?: RunConfig };
  /** Networks that were trained elsewhere. */
  readonly guests: readonly Guest[];
  read(files: readonly ChosenFile[]): void;
  /** Closes the preview, the report and the message. */
  close(): void;
  remove(guest: Guest): void;
}

type Found = Pick<Imports, 'problem' | 'dataset' | 'report'>;

export function useImports({ settings: { cards } }: LabView, images: Dataset): Imports {
  const [found, setFound] = useState<Found>({});
  const [isBusy, setBusy] = useState(false);
  const [guests, setGuests] = useState<readonly Guest[]>([]);
  const numbered = useRef(0);

  // Other images: the networks are tested again, and those that don't take them go.
  useEffect(() => {
    if (guests.length === 0 || images.test.count === 0) return;
    let isCurrent = true;
    const again = guests.map((guest) => guest.testedOn(images).catch(() => guest.close()));
    Promise.all(again).then((tested) => isCurrent && setGuests(tested.filter((one) => one !== undefined)));
    return () => {
      isCurrent = false;
    };
  }, [images.test]);

  async function read(files: readonly ChosenFile[]): Promise<Found> {
    const { readFiles } = await import('../import/read-files');
    const imported = await readFiles(files);
    if (imported.kind === 'data') return { dataset: imported.dataset };
    if (imported.kind === 'report') return { report: imported };
    if (images.test.count === 0) throw new MlpLabError('unavailable', 'the images are still on their way: try again');
    const { openGuest } = await import('../import/guest');
    const id = `M${++numbered.current}`;
    const recipes = cards.map(({ recipe }) => recipe);
    const guest = await openGuest({ ...imported, id }, recipes, images);
    setGuests((all) => [...all, guest]);
    return {};
  }

  return {
    ...found,
    isBusy,
    guests,
    read(files) {
      setBusy(true);
      read(files)
        .then(setFound, ({ message }: Error) => setFound({ problem: `This can’t be imported: ${message}` }))
        .finally(() => setBusy(false));
    },
    close: () => setFound({}),
    remove(guest) {
      guest.close();
      setGuests((all) => all.filter((one) => one !== guest));
    },
  };
}
