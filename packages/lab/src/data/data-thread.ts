// The script of the thread that reads data sets: to join, verify and unpack millions of pixels would hold up the page.
import { type Dataset, type ImageSet, MlpLabError } from '@mlp-lab/core';
import { type LoadMnistOptions, loadMnist } from '@mlp-lab/data-mnist';

/** The options of `loadMnist` that can be sent to a thread. */
export type DataRequest = Omit<LoadMnistOptions, 'signal' | 'onProgress'>;

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
    const dataset = await loadMnist({ ...request, onProgress });
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

const movableSet = (set: ImageSet): ImageSet => ({ ...set, images: movable(set.images), labels: movable(set.labels) });

/** In memory of its own: shared with the training threads where a page may, else moved to the page. */
function movable(bytes: Uint8Array): Uint8Array {
  if (!scope.crossOriginIsolated) return bytes.slice();
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  return shared;
}
