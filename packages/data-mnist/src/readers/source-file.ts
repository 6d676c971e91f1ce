// One file of a source, as the readers receive it: decompressed when it is read.
import type { FileParts } from '../folder';
import type { Role } from './roles';

export interface SourceFile {
  /** Its path in the source, without `.gz`. */
  readonly name: string;
  /** The part of the data set that it is by its name; none where that is undefined, or where it is all that was asked for. */
  readonly role?: Role;
  /** Its full path or URL, for messages. */
  readonly path: string;
  /** @throws MlpLabError `io` where it can't be read, `bad-data` where its gzip data is damaged or too large. */
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  /** The same bytes in parts, for large files of which one part after the other is used. They must be closed. */
  parts(): Promise<FileParts>;
}
