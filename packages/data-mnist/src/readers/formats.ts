// Which format a file has: by its first bytes, then by its name. Formats that can't be read are refused with what to do instead.
import { MlpLabError } from '@mlp-lab/core';

export type Format = 'idx' | 'numpy' | 'csv' | 'arff' | 'parquet' | 'picture' | 'zip' | 'gzip';

/** By content. A zip archive is 'numpy' where its name says so; inside, its entries tell. */
export function formatOf(head: Uint8Array, name: string): Format | undefined {
  const start = latin1(head.subarray(0, 512));
  if (start.startsWith('\x1f\x8b')) return 'gzip';
  if (start.startsWith('PK\x03\x04'))
    return /\.npz$/i.test(name) || firstEntry(head).endsWith('.npy') ? 'numpy' : 'zip';
  if (start.startsWith('\x93NUMPY')) return 'numpy';
  if (start.startsWith('PAR1')) return 'parquet';
  if (PICTURES.some((magic) => start.startsWith(magic))) return 'picture';
  if (isIdx(head)) return 'idx';
  const isUtf16 = /^(\xff\xfe|\xfe\xff)/.test(start);
  if (!isUtf16 && !isText(head.subarray(0, 512))) return undefined;
  const line = (isUtf16 ? start.slice(2).replaceAll('\0', '') : start).trimStart();
  if (line === '' || line.startsWith('<') || line.startsWith('version https://git-lfs')) return undefined;
  if (/^(%(?!PDF-)|@relation)/i.test(line)) return 'arff';
  const isTable = /[,;\t|]/.test(line) || NUMBERS.test(line) || isSavetxt(line, name) || /\.[ct]sv$/i.test(name); // of one column
  return isTable && !/^[[{]/.test(line) ? 'csv' : undefined;
}

const NUMBERS = /^(?:[-+\d.e]+ +){3,}/i; // separated by spaces

/** A header of numpy.savetxt without commas, which may be longer than the head. */
const isSavetxt = (line: string, name: string) => line.startsWith('# ') && /\.(csv|txt|dat)(\.gz)?$/i.test(name);

const PICTURES = ['\x89PNG', '\xff\xd8\xff'];

const isIdx = ([first, second, type, dimensions]: Uint8Array) =>
  first === 0 && second === 0 && [8, 9, 11, 12, 13, 14].includes(type) && dimensions >= 1 && dimensions <= 8;

/** Text has no control characters but tabs and ends of lines (9 to 13). */
const isText = (head: Uint8Array) => head.every((byte) => byte >= 32 || (byte >= 9 && byte <= 13));

function firstEntry(head: Uint8Array): string {
  const length = head[26] + 256 * head[27];
  return latin1(head.subarray(30, 30 + length));
}

/** Names of picture files, also of formats that are refused when they are read. */
export const isPictureName = (name: string): boolean => /\.(png|jpe?g|heic|heif|avif|webp|gif|bmp|tiff?)$/i.test(name);

/** How other files start, after white space where they are text. */
const OTHER_FORMATS: readonly (readonly [starts: readonly string[], what: string])[] = [
  [['\x89HDF'], 'an HDF5 file: save its arrays with numpy.savez'],
  [
    ['\x80\x02', '\x80\x03', '\x80\x04', '\x80\x05'],
    'a Python pickle, which can run programs: save its arrays with numpy.savez',
  ],
  [['MATLAB 5'], 'a MATLAB file: save its arrays with numpy.savez (scipy.io.loadmat reads it)'],
  [['ARROW1', '\xff\xff\xff\xff'], 'an Arrow file: save it as parquet (to_parquet of the datasets library)'],
  [['version https://git-lfs'], 'a Git LFS pointer: run git lfs pull'],
  [['%PDF-'], 'PDF: save its tables as CSV, its pages as PNG'],
  [['<svg'], 'SVG: save it as PNG'],
  [['<'], 'HTML: is the URL right?'],
  [['PK\x05\x06'], 'an empty zip archive'],
  [['[', '{'], 'JSON: save it as CSV'],
  [
    ['BZh', '\xfd7zXZ', '7z\xbc', 'Rar!', '(\xb5/\xfd'],
    'an archive of another kind than zip and gzip: unpack it first',
  ],
];

/** Archives that are no archives to those who have them, by the name of a file in them. */
const OTHER_ARCHIVES: readonly (readonly [RegExp, what: string])[] = [
  [/(^|\/)data\.pkl$/, 'a pickle of PyTorch, which can run programs: save its arrays with numpy.savez'],
  [/^xl\/workbook\.xml$/, 'an Excel file: save it as CSV'],
  [/^content\.xml$/, 'an OpenDocument file: save it as CSV'],
];

/** The refusal of an archive that is no data set; undefined for any other. */
export function unknownArchive(names: readonly string[], path: string): MlpLabError | undefined {
  const what = OTHER_ARCHIVES.find(([name]) => names.some((own) => name.test(own)))?.[1];
  return what === undefined ? undefined : refusal(path, what);
}

/** The refusal of a file that no reader takes. */
export function unknownFormat(head: Uint8Array, path: string): MlpLabError {
  if (head.length === 0) return refusal(`${path}: empty`, 'no bytes');
  return refusal(path, otherFormat(head) ?? 'another format');
}

/** The refusal of a file of a format that is known, but not read; undefined for any other. */
export function knownOtherFormat(head: Uint8Array, path: string): MlpLabError | undefined {
  const what = otherFormat(head);
  return what === undefined ? undefined : refusal(path, what);
}

function otherFormat(head: Uint8Array): string | undefined {
  const start = latin1(head.subarray(0, 512));
  const text = start.trimStart();
  if (start.slice(257, 262) === 'ustar') return 'a tar archive: unpack it first';
  const other = OTHER_FORMATS.find(([starts]) =>
    starts.some((magic) => start.startsWith(magic) || text.startsWith(magic)),
  );
  return other?.[1] ?? (LIBSVM.test(text) ? LIBSVM_REMEDY : undefined);
}

const LIBSVM = /^[-+\d.]+( \d+:[-+\d.e]+){2}/i;
const LIBSVM_REMEDY =
  "LIBSVM's format: save its arrays with numpy.savez (sklearn.datasets.load_svmlight_file reads it)";

const refusal = (path: string, what: string) =>
  new MlpLabError('bad-data', `${path}: expected IDX, .npz, .csv, .arff, .parquet or pictures, received ${what}`);

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}
