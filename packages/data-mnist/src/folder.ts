// A folder of files, on disk or on a server, as the loader uses it.

export interface ReadOptions {
  readonly signal?: AbortSignal;
  /** Of the requests to a server. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Called after each part of the file with the bytes so far and, where it is known, the total. */
  readonly onBytes?: (received: number, total?: number) => void;
}

export interface Folder {
  /** The last part of the path. */
  readonly name: string;
  /** The full path or URL of a file in it, for messages. */
  pathOf(file: string): string;
  /**
   * The bytes of a file, or a reason in words where there is no file of that name.
   *
   * @throws MlpLabError `io` where the file may exist but can't be read.
   */
  read(file: string, options: ReadOptions): Promise<Uint8Array<ArrayBuffer> | string>;
}
