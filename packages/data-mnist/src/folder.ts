// A folder of files, on disk, on a server or in an archive, as the readers use it.

export interface ReadOptions {
  readonly signal?: AbortSignal;
  /** Of the requests to a server. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Called after each part of the file with the bytes so far and, where it is known, the total. */
  readonly onBytes?: (received: number, total?: number) => void;
}

/** A file of which parts are read, in the form that the library for parquet takes. */
export interface FileParts {
  /** The size of the file. */
  readonly byteLength: number;
  /** The bytes from `start` to before `end`, or to the end of the file. @throws MlpLabError `io` where they can't be read. */
  slice(start: number, end?: number): Promise<ArrayBuffer>;
  /** Frees the file; nothing is read after it. */
  close(): Promise<void>;
}

/** The parts of a file that is in memory already. */
export const partsOf = (bytes: Uint8Array<ArrayBuffer>): FileParts => ({
  byteLength: bytes.length,
  slice: async (start, end) => new Uint8Array(bytes.subarray(start, end)).buffer, // a copy, also of Node's Buffer
  close: async () => {},
});

export interface Folder {
  /** The last part of the path, without the endings of a file; that of the folder above where it says nothing (`raw`). */
  readonly name: string;
  /** The full path or URL, which may tell what the data is. */
  readonly path: string;
  /** The folder above with this as its file, where it may be one: at a URL without an ending. */
  readonly itself?: Folder;
  /** The one file that was asked for, if it was not the folder. */
  readonly file?: string;
  /** The full path or URL of a file in it, for messages. */
  pathOf(file: string): string;
  /**
   * The bytes of a file, or a reason in words where there is no file of that name.
   *
   * @throws MlpLabError `io` where the file may exist but can't be read.
   */
  read(file: string, options: ReadOptions): Promise<Uint8Array<ArrayBuffer> | string>;
  /** The files in it and in the folders below, as paths with slashes, sorted. Absent where nothing lists them: on a server. */
  list?(): Promise<string[]>;
  /** The first bytes of a file, where reading them alone is cheaper. */
  head?(file: string): Promise<Uint8Array>;
  /** A file to be read in parts, where that takes less memory than all of it. @throws MlpLabError `io` where it can't be opened. */
  parts?(file: string): Promise<FileParts>;
}

/** `raw` (torchvision), `gzip` (EMNIST), `data` (Hugging Face), train.csv: names that say nothing about the data. */
const NAMELESS = /^(raw|data|gzip|processed|train|training|test|(train|t10k|test)[-_.](images|labels|imgs)\b.*)$/i;
/** The endings of a file, and what tells it from the others of its data set: mnist_train.csv, train-00000-of-00001.parquet. */
const ENDINGS =
  /([-_.](train|training|test|\d{5}-of-\d{5}))?(\.(gz|zip|npz|npy|csv|tsv|txt|arff|parquet|pq|idx\d-\w+))*$/i;

/** The name of a data set after its path: of /data/FashionMNIST/raw it is FashionMNIST, of mnist.npz mnist. */
export function nameOfPath(parts: readonly string[]): string | undefined {
  const names = parts.filter((part) => part !== '').map((part) => part.replace(ENDINGS, '') || part);
  return names.findLast((name) => !NAMELESS.test(name)) ?? names.at(-1);
}
