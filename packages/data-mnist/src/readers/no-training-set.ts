// The refusal of a source that holds images for testing, or for validation, alone.
import { MlpLabError } from '@mlp-lab/core';
import type { Role } from './roles';

/**
 * @param names of what was found.
 * @param remedy what to do, after 'put the training set beside it'.
 */
export function noTrainingSet(path: string, role: Role, names: readonly string[], remedy = ''): MlpLabError {
  return new MlpLabError(
    'bad-data',
    `${path}: expected a training set, received a ${role} set alone (${shortList(names)}): put the training set beside it${remedy}`,
  );
}

/** The first of some names. */
export const shortList = (names: readonly string[]): string =>
  `${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`;
