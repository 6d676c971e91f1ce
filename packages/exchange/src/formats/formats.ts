// The formats, and how a file is known to be of one. Each is loaded when a file is read or written.
import type { ReadFormat, ReadOptimizer, WriteFormat } from './format';

/** What `writeModel` writes. */
export type ExportFormat = 'onnx' | 'keras' | 'weights.h5' | 'safetensors' | 'tfjs' | 'keras-py' | 'tfjs-js';

export const writers: Readonly<Record<ExportFormat, WriteFormat>> = {
  onnx: async (...given) => (await import('./onnx/write-onnx')).writeOnnx(...given),
  keras: async (...given) => (await import('./keras/write-keras')).writeKeras(...given),
  'weights.h5': async (...given) => (await import('./keras/write-keras')).writeKerasWeights(...given),
  safetensors: async (...given) => (await import('./safetensors/write-safetensors')).writeSafetensors(...given),
  tfjs: async (...given) => (await import('./tfjs/write-tfjs')).writeTfjs(...given),
  'keras-py': async (...given) => (await import('./program/write-keras-program')).writeKerasProgram(...given),
  'tfjs-js': async (...given) => (await import('./program/write-tfjs-program')).writeTfjsProgram(...given),
};

/** All formats that `writeModel` writes. */
export const exportFormats = Object.keys(writers) as ExportFormat[];

interface Recognized {
  /** For messages: `a .keras archive`. */
  readonly title: string;
  readonly read: ReadFormat;
  /** Absent where the format has no optimizers. */
  readonly readOptimizer?: ReadOptimizer;
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

/** They begin with the length of a header of JSON, 8 bytes. */
const isSafetensors = (bytes: Uint8Array) => bytes[8] === 0x7b && bytes.subarray(5, 8).every((byte) => byte === 0);

const readable: readonly ReadableFormat[] = [
  {
    title: 'a .keras archive',
    read: async (...given) => (await import('./keras/read-keras')).readKeras(...given),
    readOptimizer: async (...given) => (await import('./keras/read-keras')).readKerasOptimizer(...given),
    matches: startsWith(0x50, 0x4b, 0x03, 0x04),
    names: /\.keras$/i,
  },
  {
    title: 'an .h5 of Keras',
    read: async (...given) => (await import('./hdf5/read-h5')).readH5(...given),
    readOptimizer: async (...given) => (await import('./hdf5/read-h5')).readH5Optimizer(...given),
    matches: startsWith(0x89, 0x48, 0x44, 0x46),
    names: /\.(h5|hdf5)$/i,
  },
  {
    title: 'safetensors',
    read: async (...given) => (await import('./safetensors/read-safetensors')).readSafetensors(...given),
    matches: isSafetensors,
    names: /\.safetensors$/i,
  },
  {
    title: "TensorFlow.js's model.json",
    read: async (...given) => (await import('./tfjs/read-tfjs')).readTfjs(...given),
    readOptimizer: async (...given) => (await import('./tfjs/read-tfjs')).readTfjsOptimizer(...given),
    matches: isJson,
    names: /\.json$/i,
  },
  {
    title: 'ONNX',
    read: async (...given) => (await import('./onnx/read-onnx')).readOnnx(...given),
    matches: startsWith(0x08),
    names: /\.onnx$/i,
  },
];

/** The format of a file, by its contents, else by its name; undefined for none of them. */
export const recognizeFormat = (name: string, bytes: Uint8Array): Recognized | undefined =>
  readable.find(({ matches }) => matches(bytes)) ?? readable.find(({ names }) => names.test(name));

/** Whether bytes are a pickle or one of PyTorch's archives of pickles, which run code when they are opened. */
export function isPickle(name: string, bytes: Uint8Array): boolean {
  if (isSafetensors(bytes)) return false; // a header of 640 bytes begins as a pickle does
  const isArchive = startsWith(0x50, 0x4b, 0x03, 0x04)(bytes);
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 512));
  const hasPickle = isArchive && /data\.pkl|archive_format/.test(start); // of torch.save and torch.jit, of torch.export
  const isProtocol = bytes[0] === 0x80 && bytes[1] >= 2 && bytes[1] <= 5; // joblib's are of the newer ones
  return hasPickle || isProtocol || (/\.(pth?|pt2|ckpt|pkl|pickle|joblib)$/i.test(name) && !isHdf5(bytes));
}

/** Formats of other programs that are no networks of layers, by the letters from the fifth byte on or from the first. */
const OTHER_MODELS: readonly (readonly [magic: string, at: number, what: string])[] = [
  ['TFL3', 4, 'a TensorFlow Lite model: give the Keras model that it was converted from'],
  ['ORTM', 4, "a model in ONNX Runtime's own format: give the .onnx file that it was made from"],
  ['GGUF', 0, 'weights for llama.cpp (GGUF), without a perceptron'],
  ['version https://git-lfs', 0, 'a Git LFS pointer: run git lfs pull'],
];

/** What a model that can't be read is, and what to do about it, where it is known. */
export function otherModel(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 64));
  return OTHER_MODELS.find(([magic, at]) => start.startsWith(magic, at))?.[2];
}

const isHdf5 = startsWith(0x89, 0x48, 0x44, 0x46);
