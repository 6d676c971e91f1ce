// The script of the thread that reads pictures of digits: to decode and search a photo of millions of pixels would hold up the page.
import { decodePicture, toDigit } from '@mlp-lab/data-mnist';

export interface PictureRequest {
  readonly files: readonly File[];
  /** Of the images that the networks take, in pixels. */
  readonly side: number;
}

/** A file's digit as networks see it, `[side, side]`, or why there is none. */
export type PictureReply = { readonly name: string } & ({ readonly pixels: Uint8Array } | { readonly problem: string });

interface Scope {
  onmessage: ((event: MessageEvent<PictureRequest>) => void) | null;
  postMessage(replies: readonly PictureReply[]): void;
}
const scope = globalThis as unknown as Scope;

scope.onmessage = async ({ data: { files, side } }) => {
  const replies: PictureReply[] = [];
  for (const file of files) {
    const { name } = file;
    try {
      const { pixels } = toDigit(await decodePicture(new Uint8Array(await file.arrayBuffer())), side);
      replies.push({ name, pixels });
    } catch (error) {
      replies.push({ name, problem: (error as Error).message });
    }
  }
  scope.postMessage(replies);
};
