// Reads an event file of TensorBoard: its records, and of each the fields of `event.proto` that are scalars, histograms and settings.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface ReadEvents {
  /** Tag → step and value. */
  readonly scalars: Record<string, [step: number, value: number][]>;
  /** Tag → the steps, and how many numbers each counts. */
  readonly histograms: Record<string, [step: number, count: number][]>;
  /** The tags of the plugin for settings. */
  readonly hparams: string[];
}

/** Of the one event file in a folder. */
export async function readEvents(folder: string): Promise<ReadEvents> {
  const [file, ...others] = await readdir(folder);
  if (others.length > 0 || !file.startsWith('events.out.tfevents.')) throw new Error(`${folder}: ${file}, ${others}`);
  const found: ReadEvents = { scalars: {}, histograms: {}, hparams: [] };
  for (const record of records(await readFile(join(folder, file)))) {
    const event = fields(record);
    const step = Number(event.get(2)?.[0] ?? 0);
    for (const summary of event.get(5) ?? [])
      for (const value of fields(summary as Uint8Array).get(1) ?? [])
        addValue(found, step, fields(value as Uint8Array));
  }
  return found;
}

type Fields = Map<number, (bigint | number | Uint8Array)[]>;

function addValue({ scalars, histograms, hparams }: ReadEvents, step: number, value: Fields): void {
  const tag = new TextDecoder().decode(value.get(1)![0] as Uint8Array);
  const [scalar] = value.get(2) ?? [];
  const [histogram] = value.get(5) ?? [];
  if (scalar !== undefined) scalars[tag] = [...(scalars[tag] ?? []), [step, scalar as number]];
  if (histogram !== undefined) {
    const [count = 0] = fields(histogram as Uint8Array).get(3) ?? [];
    histograms[tag] = [...(histograms[tag] ?? []), [step, count as number]];
  }
  if (value.has(9)) hparams.push(tag);
}

const LENGTH_AND_CHECKSUM = 12;
const CHECKSUM = 4;

function* records(file: Uint8Array): Generator<Uint8Array> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let at = 0; at < file.length; ) {
    const length = Number(view.getBigUint64(at, true));
    at += LENGTH_AND_CHECKSUM;
    yield file.subarray(at, at + length);
    at += length + CHECKSUM;
  }
}

/** A message's fields by their numbers. */
function fields(message: Uint8Array): Fields {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const found: Fields = new Map();
  let at = 0;
  const varint = () => {
    let [value, shift] = [0n, 0n];
    for (let more = true; more; shift += 7n) {
      more = message[at] > 127;
      value |= BigInt(message[at++] & 127) << shift;
    }
    return value;
  };
  const taken = (length: number) => {
    at += length;
    return at - length;
  };
  const read: Record<number, () => bigint | number | Uint8Array> = {
    0: varint,
    1: () => view.getFloat64(taken(8), true),
    2() {
      const length = Number(varint());
      const start = taken(length);
      return message.subarray(start, start + length);
    },
    5: () => view.getFloat32(taken(4), true),
  };
  while (at < message.length) {
    const key = Number(varint());
    const values = found.get(key >> 3) ?? [];
    values.push(read[key & 7]());
    found.set(key >> 3, values);
  }
  return found;
}
