// What the browser keeps of an imported network: its files, from which it is read again.
import type { Recipe } from '@mlp-lab/models';
import type { ChosenFile } from '../import/chosen-files';

export interface KeptGuest {
  /** `M1`. */
  readonly id: string;
  readonly name: string;
  readonly files: readonly ChosenFile[];
  /** Those of the cards when it was imported: files of weights alone have no layers. */
  readonly recipes: readonly Recipe[];
}

export interface GuestStore {
  guests(): Promise<KeptGuest[]>;
  putGuest(guest: KeptGuest): Promise<void>;
  deleteGuest(id: string): Promise<void>;
}
