// What a data set is: its bytes, whatever its name, its folder and the format that it came in.
import type { Dataset } from '@mlp-lab/core';
import { FILES } from './checksum';
import { idxFiles } from './idx-files';
import { sha256 } from './sha256';

/**
 * The digest of a data set, computed from its bytes as they are now: two data sets have the same one where their images and labels are
 * the same. It takes some 40 ms for MNIST; on pages where there is no Web Crypto, ten times as long.
 *
 * It is what coreutils print in a folder of the four uncompressed files:
 * `sha256sum train-images-idx3-ubyte train-labels-idx1-ubyte t10k-images-idx3-ubyte t10k-labels-idx1-ubyte | sha256sum`
 *
 * @returns 64 hexadecimal digits.
 * @throws MlpLabError `invalid-argument` where `dataset` is not a data set.
 */
export async function datasetDigest(dataset: Dataset): Promise<string> {
  return digestOfChecksums(await Promise.all(Object.values(idxFiles(dataset)).map(sha256)));
}

/** @param checksums of the four uncompressed IDX files, in the order of `FILES`. */
export function digestOfChecksums(checksums: readonly string[]): Promise<string> {
  const lines = FILES.map((name, i) => `${checksums[i].toLowerCase()}  ${name}\n`);
  return sha256([new TextEncoder().encode(lines.join(''))]);
}
