// The errors of this package: what can't be read or written, by layer and reason.
import { MlpLabError } from '@mlp-lab/core';

/** Something about a network that a format, or mlp-lab, does not have. The file's name is put before it by `readModel`. */
export const unsupported = (message: string) => new MlpLabError('bad-model', message);

/** A damaged file, or one of another format than it claims to be. */
export const damaged = (message: string, cause?: unknown) => new MlpLabError('bad-data', message, { cause });
