// Phones store photos as the sensor saw them, and note how the phone was held: TIFF tag 0x0112 in the EXIF segment of a JPEG.
import type { GreyPicture } from '../digit/grey-picture';

const ORIENTATION = 0x0112;
const UPRIGHT = 1;

/** 1 to 8, as EXIF counts: 1 is upright, also where the file doesn't say. */
export function exifOrientation(jpeg: Uint8Array): number {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  for (let at = 2; at + 10 < jpeg.length && view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    if (view.getUint8(at + 1) !== 0xe1 || view.getUint32(at + 4) !== 0x45786966) continue; // APP1, "Exif"
    try {
      return readTag(view, at + 10);
    } catch {
      return UPRIGHT; // a damaged segment says nothing
    }
  }
  return UPRIGHT;
}

function readTag(view: DataView, tiff: number): number {
  const isLittle = view.getUint16(tiff) === 0x4949;
  const directory = tiff + view.getUint32(tiff + 4, isLittle);
  const count = view.getUint16(directory, isLittle);
  for (let entry = directory + 2; entry < directory + 2 + 12 * count; entry += 12)
    if (view.getUint16(entry, isLittle) === ORIENTATION) return view.getUint16(entry + 8, isLittle);
  return UPRIGHT;
}

/** The picture as its orientation means it. */
export function turned({ pixels, height, width }: GreyPicture, orientation: number): GreyPicture {
  if (orientation <= UPRIGHT || orientation > 8) return { pixels, height, width };
  const swaps = orientation >= 5; // rows become columns
  const made = { height: swaps ? width : height, width: swaps ? height : width };
  const result = new Uint8Array(pixels.length);
  const [mirrorsRows, mirrorsColumns] = [[3, 4, 7, 8].includes(orientation), [2, 3, 6, 7].includes(orientation)];
  for (let row = 0; row < made.height; row++)
    for (let column = 0; column < made.width; column++) {
      const [r, c] = [mirrorsRows ? made.height - 1 - row : row, mirrorsColumns ? made.width - 1 - column : column];
      result[row * made.width + column] = swaps ? pixels[c * width + r] : pixels[r * width + c];
    }
  return { pixels: result, ...made };
}
