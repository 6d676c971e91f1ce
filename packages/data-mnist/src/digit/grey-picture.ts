// A picture in shades of grey, as decoders give it.

/** A greyscale picture. */
export interface GreyPicture {
  /** `[height, width]`, 0 to 255, row by row. */
  readonly pixels: Uint8Array;
  /** In pixels. */
  readonly height: number;
  /** In pixels. */
  readonly width: number;
}
