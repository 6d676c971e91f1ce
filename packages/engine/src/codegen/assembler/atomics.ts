// Instructions on words of shared memory that several threads read and write at once; each address must be a multiple of 4.
import { type Code, unsigned } from './code';
import { codeOf, Int, type IntLike } from './scalar';

const ATOMIC = 0xfe;
const FOREVER = [0x42, 0x7f]; // i64.const -1
const DROP = 0x1a;
const WORD = 2; // the alignment, which must be exact here

const atomic = (operation: number, offset: number): Code => [ATOMIC, operation, WORD, unsigned(offset)];

export const atomicLoad = (address: IntLike, offset = 0) => new Int([codeOf(address), atomic(0x10, offset)]);

/** Adds to a word; the value is the one before. */
export const atomicAdd = (address: IntLike, value: IntLike, offset = 0) =>
  new Int([codeOf(address), codeOf(value), atomic(0x1e, offset)]);

export const atomicStore = (address: IntLike, value: IntLike, offset = 0): Code => [
  codeOf(address),
  codeOf(value),
  atomic(0x17, offset),
];

/** Sleeps until another thread notifies the word, unless it differs from `expected`. */
export const atomicWait = (address: IntLike, expected: IntLike): Code => [
  codeOf(address),
  codeOf(expected),
  FOREVER,
  atomic(0x01, 0),
  DROP,
];

/** Wakes the threads that sleep on the word. */
export const atomicNotify = (address: IntLike): Code => [codeOf(address), codeOf(-1), atomic(0x00, 0), DROP];

/** Runs an instruction without the use of its value. */
export const drop = (value: Int): Code => [value.code, DROP];
