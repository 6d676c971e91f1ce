// What a person imports: files → a data set to look at, a report, a network that answers, or pictures to try.
import type { Dataset } from '@mlp-lab/core';
import type { Report, RunConfig } from '@mlp-lab/experiment';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ChosenFile } from '../import/chosen-files';
import { type GuestsView, openGuests } from '../import/guests';
import type { Picture } from '../import/read-pictures';
import type { Lab } from '../lab';
import type { LabView } from '../session/lab-view';

/** `guests`: networks that were trained elsewhere. */
export interface Imports extends GuestsView {
  readonly isBusy: boolean;
  readonly problem?: string;
  /** To look at before it is used. */
  readonly dataset?: Dataset;
  readonly report?: { name: string; report: Report; config?: RunConfig };
  /** Digits to try. */
  readonly pictures: readonly Picture[];
  /** What a person chose or dropped, which may still have to be read from folders. */
  read(files: readonly ChosenFile[] | Promise<readonly ChosenFile[]>): void;
  /** Closes the preview, the report and the message. */
  close(): void;
  /** Lets a network go, by its id. */
  remove(id: string): void;
}

type Found = Partial<Pick<Imports, 'problem' | 'dataset' | 'report' | 'pictures'>>;

export function useImports(
  { store }: Lab,
  { settings: { cards } }: LabView,
  images: Dataset,
  /** Called with the first of several pictures. */
  onPicture: (picture: Picture) => void,
): Imports {
  const [found, setFound] = useState<Found>({});
  const [isBusy, setBusy] = useState(false);
  const [view, setView] = useState<GuestsView>({ guests: [], misfits: [] });
  const guests = useMemo(() => {
    const fail = ({ message }: Error) => setFound({ problem: `Imported networks can’t be kept: ${message}` });
    const open: Parameters<typeof openGuests>[0]['open'] = async (kept, images) =>
      (await import('../import/guest')).openGuest(kept, images);
    const opened = openGuests({ open, store, onChange: setView, onFailure: fail });
    opened.restore().catch(fail);
    return opened;
  }, [store]);
  useEffect(() => guests.use(images), [guests, images]);

  async function read(chosen: Parameters<Imports['read']>[0]): Promise<Found> {
    const files = await chosen;
    if (files.length === 0) return found;
    const { readFiles } = await import('../import/read-files');
    const imported = await readFiles(files, images.test.height);
    if (imported.kind === 'data') return { dataset: imported.dataset };
    if (imported.kind === 'report') return { report: imported };
    if (imported.kind === 'pictures') {
      const { pictures, problem } = imported;
      onPicture(pictures[0]);
      return { pictures, problem };
    }
    const { name } = imported;
    await guests.add({ name, files: imported.files, recipes: cards.map(({ recipe }) => recipe) });
    return {};
  }

  return {
    pictures: [],
    ...found,
    ...view,
    isBusy,
    read(files) {
      setBusy(true);
      read(files)
        .then(setFound, ({ message }: Error) => setFound({ problem: `This can’t be imported: ${message}` }))
        .finally(() => setBusy(false));
    },
    close: () => setFound({}),
    remove: guests.remove,
  };
}
