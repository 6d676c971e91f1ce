// An imported network, which answers beside those that the lab trains. It lives on a thread of its own.
import { type Dataset, type ErrorCode, type ImageSet, MlpLabError, SCALES, type Scale } from '@mlp-lab/core';
import type { KeptGuest } from '../storage/kept-guest';
import { statisticsOf } from '../training/answer';
import { accuracyOf } from '../training/summarize';
import type { GuestReply, GuestRequest } from './guest-thread';

export interface Guest {
  /** `M1`. */
  readonly id: string;
  /** Its file. */
  readonly name: string;
  readonly parameters: number;
  /** How it takes its pixels: that with which it recognizes most, since files don't say. */
  readonly scale: Scale;
  /** `[test images × classes]`. */
  readonly probabilities: Float32Array;
  /** @returns `[classes]`. */
  answer(pixels: Uint8Array): Promise<Float32Array>;
  /** The same network with the probabilities of other test images. @throws MlpLabError `bad-model` where it takes none of their size. */
  testedOn(dataset: Dataset): Promise<Guest>;
  close(): void;
}

const TRIED = 500; // test images that tell how it takes its pixels

/** @throws MlpLabError as `readModel` does, and `bad-model` for one that takes other images. */
export async function openGuest({ id, name, files, recipes }: KeptGuest, dataset: Dataset): Promise<Guest> {
  const { ask, close } = openThread();
  const answerAll = async (images: ImageSet, scale: Scale, among: Dataset) => {
    const [classes, statistics] = [among.classes, statisticsOf(among)];
    const reply = await ask({ kind: 'answer', images: own(images), classes, scale, statistics });
    return (reply as GuestReply & { kind: 'answered' }).probabilities;
  };
  try {
    const { parameters } = (await ask({ kind: 'open', files, recipes })) as GuestReply & { kind: 'opened' };
    const few = { ...dataset, test: firstOf(dataset.test, TRIED) };
    const tries: { scale: Scale; accuracy: number }[] = [];
    for (const scale of SCALES)
      tries.push({ scale, accuracy: accuracyOf(await answerAll(few.test, scale, dataset), few) });
    const { scale } = tries.reduce((best, one) => (one.accuracy > best.accuracy ? one : best));
    const testedOn = async (dataset: Dataset): Promise<Guest> => {
      const { height, width } = dataset.test;
      const answer = (pixels: Uint8Array) =>
        answerAll({ images: pixels, labels: new Uint8Array(1), count: 1, height, width }, scale, dataset);
      const probabilities = await answerAll(dataset.test, scale, dataset);
      return { id, name, parameters, scale, probabilities, answer, testedOn, close };
    };
    return await testedOn(dataset);
  } catch (error) {
    close();
    throw error;
  }
}

type Question = GuestRequest extends infer Request
  ? Request extends { id: number }
    ? Omit<Request, 'id'>
    : never
  : never;

function openThread() {
  const thread = new Worker(new URL('./guest-thread.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, (reply: GuestReply | Error) => void>();
  let asked = 0;
  thread.onmessage = ({ data }: MessageEvent<GuestReply>) => {
    waiting.get(data.id)?.(data);
    waiting.delete(data.id);
  };
  thread.onerror = ({ message }) => {
    for (const answer of waiting.values()) answer(new Error(message || 'its script can’t be loaded'));
  };
  const ask = (question: Question) =>
    new Promise<GuestReply>((resolve, reject) => {
      const id = asked++;
      waiting.set(id, (reply) => {
        if (reply instanceof Error) reject(new MlpLabError('io', `the network’s thread ended: ${reply.message}`));
        else if (reply.kind === 'failed') reject(new MlpLabError(reply.code as ErrorCode, reply.message));
        else resolve(reply);
      });
      thread.postMessage({ id, ...question } as GuestRequest);
    });
  return { ask, close: () => thread.terminate() };
}

function firstOf(set: ImageSet, most: number): ImageSet {
  const count = Math.min(most, set.count);
  return {
    ...set,
    count,
    images: set.images.subarray(0, count * set.height * set.width),
    labels: set.labels.subarray(0, count),
  };
}

/** Without what else is in their memory, which would be sent, too. */
const own = (set: ImageSet): ImageSet => ({ ...set, images: set.images.slice(), labels: set.labels.slice() });
