// Reads what several members predict, given as an array.
import { describeValue, invalidArgument } from '@mlp-lab/core';
import { isArrayLike } from './array-input';

/** @param read is called for each member, with the name for error messages: 'member 0', 'member 1', … */
export function readMembers<Result>(members: unknown, read: (given: unknown, name: string) => Result): Result[] {
  if (!isArrayLike(members))
    throw invalidArgument('members', 'an array with the predictions of each member', describeValue(members));
  const result: Result[] = [];
  for (let m = 0; m < members.length; m++) result.push(read(members[m], `member ${m}`));
  return result;
}
