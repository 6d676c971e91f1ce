// The script of the thread that reads data sets: to join, verify and unpack millions of pixels would hold up the page.
import { type Dataset, type ImageSet, MlpLabError } from '@mlp-lab/core';
import { type GivenFile, type LoadMnistOptions, loadMnist } from '@mlp-lab/data-mnist';
import type { ChosenFile } from '../import/chosen-files';

/** The options of `loadMnist` that can be sent to a thread. `files`: the source, if a person chose it. */
export interface DataRequest extends Omit<LoadMnistOptions, 'signal' | 'onProgress' | 'source'> {
  source?: string;
  files?: readonly ChosenFile[];
}

export type DataReply =
  | { kind: 'progress'; file: string; received: number }
  | { kind: 'done'; dataset: Dataset; digest?: string }
  | { kind: 'failed'; code: string; message: string };

/** What is used of the thread's global scope. */
interface Scope {
  readonly crossOriginIsolated: boolean;
  onmessage: ((event: MessageEvent<DataRequest>) => void) | null;
  postMessage(reply: DataReply, transfer?: Transferable[]): void;
}
const scope = globalThis as unknown as Scope;

scope.onmessage = async ({ data: request }) => {
  try {
    const onProgress = ({ file, received }: { file: string; received: number }) =>
      scope.postMessage({ kind: 'progress', file, received });
    const { files, source, ...options } = request;
    const dataset = await loadMnist({ ...options, source: files?.map(given) ?? source, onProgress });
    const movable = { ...dataset, train: movableSet(dataset.train), test: movableSet(dataset.test) };
    const buffers = [movable.train, movable.test].flatMap(({ images, labels }) => [images.buffer, labels.buffer]);
    scope.postMessage(
      { kind: 'done', dataset: movable, digest: dataset.digest },
      scope.crossOriginIsolated ? [] : (buffers as ArrayBuffer[]),
    );
  } catch (error) {
    const code = error instanceof MlpLabError ? error.code : 'bad-data';
    scope.postMessage({ kind: 'failed', code, message: (error as Error).message });
  }
};

/** A browser's file loses its path on the way to a thread. */
const given = ({ file, path }: ChosenFile): GivenFile => ({
  name: file.name,
  webkitRelativePath: path,
  arrayBuffer: () => file.arrayBuffer(),
  slice: (start, end) => file.slice(start, end),
});

const movableSet = (set: ImageSet): ImageSet => ({ ...set, images: movable(set.images), labels: movable(set.labels) });

/** In memory of its own: shared with the training threads where a page may, else moved to the page. */
function movable(bytes: Uint8Array): Uint8Array {
  if (!scope.crossOriginIsolated) return bytes.slice();
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}
