// The formats, and how a file is known to be of one.

import type { ReadFormat, WriteFormat } from './format';
import { readH5 } from './hdf5/read-h5';
import { readKeras } from './keras/read-keras';
import { writeKeras, writeKerasWeights } from './keras/write-keras';
import { readOnnx } from './onnx/read-onnx';
import { writeOnnx } from './onnx/write-onnx';
import { writeKerasProgram } from './program/write-keras-program';
import { writeTfjsProgram } from './program/write-tfjs-program';
import { readSafetensors } from './safetensors/read-safetensors';
import { isSafetensors } from './safetensors/safetensors';
import { writeSafetensors } from './safetensors/write-safetensors';
import { readTfjs } from './tfjs/read-tfjs';
import { writeTfjs } from './tfjs/write-tfjs';

export const writers = {
  onnx: writeOnnx,
  keras: writeKeras,
  'weights.h5': writeKerasWeights,
  safetensors: writeSafetensors,
  tfjs: writeTfjs,
  'keras-py': writeKerasProgram,
  'tfjs-js': writeTfjsProgram,
} as const satisfies Record<string, WriteFormat>;

/** What `writeModel` writes. */
export type ExportFormat = keyof typeof writers;

/** All formats that `writeModel` writes. */
export const exportFormats = Object.keys(writers) as ExportFormat[];

interface Recognized {
  /** For messages: `a .keras archive`. */
  readonly title: string;
  readonly read: ReadFormat;
}

type ReadableFormat = Recognized & {
  /** By its first bytes. */
  matches(bytes: Uint8Array): boolean;
  readonly names: RegExp;
};

const startsWith =
  (...start: number[]) =>
  (bytes: Uint8Array) =>
    start.every((byte, i) => bytes[i] === byte);

const isJson = (bytes: Uint8Array) => /^\s*\{/.test(new TextDecoder().decode(bytes.subarray(0, 64)));

const readable: readonly ReadableFormat[] = [
  { title: 'a .keras archive', read: readKeras, matches: startsWith(0x50, 0x4b, 0x03, 0x04), names: /\.keras$/i },
  { title: 'an .h5 of Keras', read: readH5, matches: startsWith(0x89, 0x48, 0x44, 0x46), names: /\.(h5|hdf5)$/i },
  { title: 'safetensors', read: readSafetensors, matches: isSafetensors, names: /\.safetensors$/i },
  { title: "TensorFlow.js's model.json", read: readTfjs, matches: isJson, names: /\.json$/i },
  { title: 'ONNX', read: readOnnx, matches: startsWith(0x08), names: /\.onnx$/i },
];

/** The format of a file, by its contents, else by its name; undefined for none of them. */
export const recognizeFormat = (name: string, bytes: Uint8Array): Recognized | undefined =>
  readable.find(({ matches }) => matches(bytes)) ?? readable.find(({ names }) => names.test(name));

/** Whether bytes are a pickle or one of PyTorch's archives of pickles, which run code when they are opened. */
export function isPickle(name: string, bytes: Uint8Array): boolean {
  const isArchive = startsWith(0x50, 0x4b, 0x03, 0x04)(bytes);
  const hasPickle = isArchive && new TextDecoder('latin1').decode(bytes.subarray(0, 512)).includes('data.pkl');
  return hasPickle || startsWith(0x80, 0x02)(bytes) || (/\.(pth?|ckpt|pkl|pickle)$/i.test(name) && !isHdf5(bytes));
}

const isHdf5 = startsWith(0x89, 0x48, 0x44, 0x46);
