// Pictures that a person chose, of which one is tried at a time.
import { useMemo } from 'preact/hooks';
import type { Picture } from '../import/read-pictures';
import { DigitPicture } from './digit-picture';

export interface PictureListProps {
  pictures: readonly Picture[];
  /** The one that is tried. */
  chosen?: Picture;
  side: number;
  onChoose(picture: Picture): void;
}

export function PictureList({ pictures, chosen, side, onChoose }: PictureListProps) {
  const digits = useMemo(() => pictures.map(({ pixels }) => Uint8Array.from(pixels)), [pictures]);
  return (
    <ul class="mistake-list pictures" aria-label="Your pictures">
      {pictures.map((picture, i) => (
        <li key={picture.name}>
          <button
            type="button"
            aria-label={`Try ${picture.name}`}
            aria-pressed={picture === chosen}
            title={picture.name}
            onClick={() => onChoose(picture)}
          >
            <DigitPicture pixels={digits[i]} width={side} height={side} />
          </button>
        </li>
      ))}
    </ul>
  );
}
