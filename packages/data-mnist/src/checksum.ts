// SHA-256 of the uncompressed IDX files.
import { checkObject, describeValue, invalidArgument, MlpLabError, suggestNames } from '@mlp-lab/core';
import { sha256 } from './sha256';

/** File name → SHA-256 of the uncompressed file, 64 hexadecimal digits. */
export type Checksums = Readonly<Record<string, string>>;

/** The checksums of MNIST, of the decompressed files of Yann LeCun's page. */
export const MNIST_CHECKSUMS: Checksums = {
  'train-images-idx3-ubyte': 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
  'train-labels-idx1-ubyte': '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
  't10k-images-idx3-ubyte': '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
  't10k-labels-idx1-ubyte': 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
};

/** The four files: images and labels of the training set, then of the test set. */
export const FILES = Object.keys(MNIST_CHECKSUMS);

/** Checks the option: `true`, `false`, or a SHA-256 for some of the four files. */
export function checkChecksums(name: string, value: unknown): void {
  if (typeof value === 'boolean') return;
  for (const [file, checksum] of Object.entries(checkObject(name, value))) {
    if (!FILES.includes(file))
      throw new MlpLabError('invalid-argument', `${name}: unknown file '${file}': ${suggestNames(file, FILES)}`);
    if (typeof checksum !== 'string' || !/^[\da-f]{64}$/i.test(checksum))
      throw invalidArgument(`${name}['${file}']`, 'a SHA-256 of 64 hexadecimal digits', describeValue(checksum));
  }
}

/**
 * Checks the SHA-256 of some bytes.
 *
 * @param path their origin, for the message.
 * @throws MlpLabError `bad-data` where it differs, `unavailable` where the browser gives the page no Web Crypto.
 */
export async function verify(bytes: Uint8Array<ArrayBuffer>, expected: string, path: string): Promise<void> {
  if (!globalThis.crypto?.subtle)
    throw new MlpLabError(
      'unavailable',
      'checksums need Web Crypto, which browsers offer to pages on https and on localhost only: use one of those, or pass checksums: false',
    );
  const received = await sha256([bytes]);
  if (received !== expected.toLowerCase())
    throw new MlpLabError(
      'bad-data',
      `${path}: wrong SHA-256: expected ${expected}, received ${received}: delete the file and install or download it again`,
    );
}
