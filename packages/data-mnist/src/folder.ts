// What the loader needs to know of a place that holds files, be it on disk or on a server.

export interface ReadOptions {
  readonly signal?: AbortSignal;
  /** Of requests to a server. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Told after each part of the file: bytes so far, and of how many where that is known. */
  readonly onBytes?: (received: number, total?: number) => void;
}

export interface Folder {
  /** The folder's own name, without the way to it. */
  readonly name: string;
  /** The full path or URL of a file in it, for messages. */
  pathOf(file: string): string;
  /**
   * The bytes of a file or, where there is none of that name, the reason in words.
   *
   * @throws MlpLabError `io` where it may be there but can't be read.
   */
  read(file: string, options: ReadOptions): Promise<Uint8Array<ArrayBuffer> | string>;
}
