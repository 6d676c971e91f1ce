// What was measured, by step → a file that TensorBoard shows: records of `event.proto`, each with the checksums of its length and bytes.

import { checkCount, checkNumber, checkObject, checkString, describeValue, invalidArgument } from '@mlp-lab/core';
import crc32c from 'crc-32/crc32c.js';
import { checkEach, checkFields } from '../../check-given';
import { encodeMessage, type Message, type MessageType } from '../protobuf';

/** The values of one step. */
export interface TensorBoardEvent {
  /** The step that the values are of: in mlp-lab an epoch. */
  readonly step: number;
  /** Seconds since 1970. */
  readonly time: number;
  /** By tag: `loss`. */
  readonly scalars?: Readonly<Record<string, number>>;
  /** Numbers whose distribution is shown, by tag: `dense_1/kernel`. */
  readonly histograms?: Readonly<Record<string, Float32Array>>;
  /** The settings of the run; TensorBoard needs them once. */
  readonly hparams?: HParams;
}

/** The settings of one run, for TensorBoard's HPARAMS tab. */
export interface HParams {
  /** The hyperparameters of the run. */
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  /** The tags of the scalars that runs are compared by. */
  readonly metrics: readonly string[];
}

/** The contents of a file that must be called `events.out.tfevents.…`. @throws MlpLabError `invalid-argument`, by event and field. */
export function eventFile(events: readonly TensorBoardEvent[]): Uint8Array {
  checkEach('events', events, checkEvent);
  const [{ time } = { time: 0 }] = events;
  const messages: Message[] = [{ wallTime: time, fileVersion: 'brain.Event:2' }, ...events.map(eventMessage)];
  const records = messages.map((message) => record(encodeMessage(message, EVENT)));
  const file = new Uint8Array(records.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const each of records) {
    file.set(each, at);
    at += each.length;
  }
  return file;
}

function checkEvent(name: string, event: unknown): void {
  checkFields(name, event, { scalars: checkObject, histograms: checkObject, hparams: checkHParams });
  const { step, time, scalars, histograms } = event as TensorBoardEvent;
  checkCount(`${name}.step`, step, 0);
  checkNumber(`${name}.time`, time, 0);
  for (const [tag, value] of Object.entries(scalars ?? {}))
    if (typeof value !== 'number') throw invalidArgument(`${name}.scalars.${tag}`, 'a number', describeValue(value));
  for (const [tag, values] of Object.entries(histograms ?? {}))
    if (!(values instanceof Float32Array))
      throw invalidArgument(`${name}.histograms.${tag}`, 'a Float32Array', describeValue(values));
}

function checkHParams(name: string, hparams: unknown): void {
  const { settings, metrics } = checkObject(name, hparams) as HParams;
  for (const [field, value] of Object.entries(checkObject(`${name}.settings`, settings)))
    if (!['string', 'number', 'boolean'].includes(typeof value))
      throw invalidArgument(`${name}.settings.${field}`, 'a string, a number or a boolean', describeValue(value));
  checkEach(`${name}.metrics`, metrics, checkString);
}

const LENGTH = 8;
const CHECKSUM = 4;

function record(data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(LENGTH + CHECKSUM + data.length + CHECKSUM);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(LENGTH, maskedChecksum(bytes.subarray(0, LENGTH)), true);
  bytes.set(data, LENGTH + CHECKSUM);
  view.setUint32(bytes.length - CHECKSUM, maskedChecksum(data), true);
  return bytes;
}

/** TFRecord's: the checksum of bytes that contain checksums would otherwise be weak. */
function maskedChecksum(bytes: Uint8Array): number {
  const checksum = crc32c.buf(bytes) >>> 0;
  return (((checksum >>> 15) | (checksum << 17)) + 0xa282ead8) >>> 0;
}

function eventMessage({ step, time, scalars, histograms, hparams }: TensorBoardEvent): Message {
  const value = [
    ...Object.entries(scalars ?? {}).map(([tag, simpleValue]) => ({ tag, simpleValue })),
    ...Object.entries(histograms ?? {}).map(([tag, numbers]) => ({ tag, histo: histogram(numbers) })),
    ...(hparams ? hparamsValues(hparams, time) : []),
  ];
  return { wallTime: time, step, summary: { value } };
}

const BUCKETS = 30;

/** Buckets of equal width from the least number to the greatest. */
function histogram(numbers: Float32Array): Message {
  const finite = numbers.filter(Number.isFinite);
  const min = finite.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const max = finite.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const width = (max - min) / BUCKETS || 1;
  const bucket = new Array<number>(BUCKETS).fill(0);
  for (const value of finite) bucket[Math.min(BUCKETS - 1, Math.floor((value - min) / width))] += 1;
  return {
    min: finite.length > 0 ? min : 0,
    max: finite.length > 0 ? max : 0,
    num: finite.length,
    sum: finite.reduce((sum, value) => sum + value, 0),
    sumSquares: finite.reduce((sum, value) => sum + value * value, 0),
    bucketLimit: bucket.map((_, i) => (finite.length > 0 ? min : 0) + width * (i + 1)),
    bucket,
  };
}

const STRING = 1;
const BOOL = 2;
const FLOAT = 3;
const SUCCESS = 1;

function hparamsValues({ settings, metrics }: HParams, time: number): Message[] {
  const experiment = {
    timeCreatedSecs: time,
    hparamInfos: Object.entries(settings).map(([name, value]) => ({
      name,
      type: typeof value === 'number' ? FLOAT : typeof value === 'boolean' ? BOOL : STRING,
    })),
    metricInfos: metrics.map((tag) => ({ name: { tag } })),
  };
  const hparams = Object.entries(settings).map(([key, value]) => ({
    key,
    value:
      typeof value === 'number'
        ? { numberValue: value }
        : typeof value === 'boolean'
          ? { boolValue: value }
          : { stringValue: value },
  }));
  const parts = {
    experiment: { experiment },
    session_start_info: { sessionStartInfo: { hparams, startTimeSecs: time } },
    session_end_info: { sessionEndInfo: { status: SUCCESS, endTimeSecs: time } },
  };
  return Object.entries(parts).map(([name, content]) => ({
    tag: `_hparams_/${name}`,
    metadata: { pluginData: { pluginName: 'hparams', content: encodeMessage({ ...content, version: 0 }, HPARAMS) } },
  }));
}

const histogramProto: MessageType = {
  min: { id: 1, type: 'double' },
  max: { id: 2, type: 'double' },
  num: { id: 3, type: 'double' },
  sum: { id: 4, type: 'double' },
  sumSquares: { id: 5, type: 'double' },
  bucketLimit: { id: 6, type: 'double', repeated: true },
  bucket: { id: 7, type: 'double', repeated: true },
};
const pluginData: MessageType = { pluginName: { id: 1, type: 'string' }, content: { id: 2, type: 'bytes' } };
const metadata: MessageType = { pluginData: { id: 1, type: () => pluginData } };
const value: MessageType = {
  tag: { id: 1, type: 'string' },
  simpleValue: { id: 2, type: 'float' },
  histo: { id: 5, type: () => histogramProto },
  metadata: { id: 9, type: () => metadata },
};
const summary: MessageType = { value: { id: 1, type: () => value, repeated: true } };
const EVENT: MessageType = {
  wallTime: { id: 1, type: 'double' },
  step: { id: 2, type: 'int64' },
  fileVersion: { id: 3, type: 'string' },
  summary: { id: 5, type: () => summary },
};

const hparamInfo: MessageType = { name: { id: 1, type: 'string' }, type: { id: 4, type: 'int32' } };
const metricName: MessageType = { tag: { id: 2, type: 'string' } };
const metricInfo: MessageType = { name: { id: 1, type: () => metricName } };
const experiment: MessageType = {
  timeCreatedSecs: { id: 3, type: 'double' },
  hparamInfos: { id: 4, type: () => hparamInfo, repeated: true },
  metricInfos: { id: 5, type: () => metricInfo, repeated: true },
};
/** google.protobuf.Value */
const anyValue: MessageType = {
  numberValue: { id: 2, type: 'double' },
  stringValue: { id: 3, type: 'string' },
  boolValue: { id: 4, type: 'bool' },
};
const hparam: MessageType = { key: { id: 1, type: 'string' }, value: { id: 2, type: () => anyValue } };
const sessionStart: MessageType = {
  hparams: { id: 1, type: () => hparam, repeated: true },
  startTimeSecs: { id: 5, type: 'double' },
};
const sessionEnd: MessageType = { status: { id: 1, type: 'int32' }, endTimeSecs: { id: 2, type: 'double' } };
/** HParamsPluginData */
const HPARAMS: MessageType = {
  version: { id: 1, type: 'int32' },
  experiment: { id: 2, type: () => experiment },
  sessionStartInfo: { id: 3, type: () => sessionStart },
  sessionEndInfo: { id: 4, type: () => sessionEnd },
};
