// Reads a data set on a thread of its own.
import { type Dataset, type ErrorCode, MlpLabError } from '@mlp-lab/core';
import type { DataReply, DataRequest } from './data-thread';

/**
 * @param onProgress receives the bytes of each file so far.
 * @throws MlpLabError as `loadMnist` does.
 */
export function readData(
  request: DataRequest,
  onProgress: (file: string, received: number) => void = () => {},
): Promise<Dataset> {
  const thread = new Worker(new URL('./data-thread.ts', import.meta.url), { type: 'module' });
  return new Promise<Dataset>((resolve, reject) => {
    thread.onmessage = ({ data: reply }: MessageEvent<DataReply>) => {
      if (reply.kind === 'progress') onProgress(reply.file, reply.received);
      else if (reply.kind === 'failed') reject(new MlpLabError(reply.code as ErrorCode, reply.message));
      else resolve(withDigest(reply.dataset, reply.digest));
    };
    thread.onerror = ({ message }) =>
      reject(new MlpLabError('io', `the script that reads data can’t be loaded: ${message || 'no answer'}`));
    thread.postMessage(request);
  }).finally(() => thread.terminate());
}

/** As `loadMnist` sets it: not enumerable, so that a copy with other images does not inherit it. */
export const withDigest = (dataset: Dataset, digest: string | undefined): Dataset =>
  Object.defineProperty(dataset, 'digest', { value: digest });
