// Pictures that a person chose → digits, read on a thread of their own.
import { MlpLabError } from '@mlp-lab/core';
import type { ChosenFile } from './chosen-files';
import type { PictureReply, PictureRequest } from './picture-thread';

/** A digit that a person photographed or scanned, as the networks see it. Plain data. */
export interface Picture {
  /** Its file. */
  readonly name: string;
  /** `[side, side]`, 0 to 255. */
  readonly pixels: readonly number[];
}

/** Those that can’t be read are refused with what to do instead. */
const PICTURE = /\.(png|jpe?g|hei[cf]|webp|gif|bmp|tiff?|avif|svg|pdf)$/i;

/** Whether they are pictures without classes, which folders would be. */
export function arePictures(files: readonly ChosenFile[]): boolean {
  const folders = new Set(files.map(({ path }) => path.replace(/[^/]*$/, '')));
  return files.length > 0 && folders.size === 1 && files.every(({ file }) => PICTURE.test(file.name));
}

/** @throws MlpLabError `bad-data` where none has a digit, with the reason for each. */
export async function readPictures(
  files: readonly ChosenFile[],
  side: number,
): Promise<{ pictures: readonly Picture[]; problem?: string }> {
  const replies = await ask({ files: files.map(({ file }) => file), side });
  const pictures = replies.flatMap((reply) =>
    'pixels' in reply ? [{ name: reply.name, pixels: Array.from(reply.pixels) }] : [],
  );
  const problems = replies.flatMap((reply) => ('problem' in reply ? [`${reply.name}: ${reply.problem}`] : []));
  if (pictures.length === 0) throw new MlpLabError('bad-data', problems.join('; '));
  return { pictures, ...(problems.length > 0 && { problem: problems.join('; ') }) };
}

function ask(request: PictureRequest): Promise<readonly PictureReply[]> {
  const thread = new Worker(new URL('./picture-thread.ts', import.meta.url), { type: 'module' });
  return new Promise<readonly PictureReply[]>((resolve, reject) => {
    thread.onmessage = ({ data }: MessageEvent<readonly PictureReply[]>) => resolve(data);
    thread.onerror = ({ message }) =>
      reject(new MlpLabError('io', `the script that reads pictures can’t be loaded: ${message || 'no answer'}`));
    thread.postMessage(request);
  }).finally(() => thread.terminate());
}
