// What the terminal on stdout can show: colours, columns, Unicode.
import { asciiText } from '@mlp-lab/core';
import picocolors from 'picocolors';

const { env, stdout } = process;

/** Bold, dim and colours; plain text in a file or a pipe, even where CI is set, unless FORCE_COLOR asks for them. */
export const pc = picocolors.createColors(
  picocolors.isColorSupported && (stdout.isTTY === true || !['', '0', undefined].includes(env.FORCE_COLOR)),
);

/** The columns of the terminal; undefined where stdout is none, or one that does not know its size and says 0. */
export const terminalColumns = (): number | undefined => stdout.columns || undefined;

/** Whether the locale or the terminal rules out Unicode. Where no locale is set, it is taken to be UTF-8. */
export function isAsciiOnly(): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || 'UTF-8'; // the first one set counts, as in POSIX
  return env.TERM === 'dumb' || !/utf-?8/i.test(locale);
}

/** The text as the terminal can show it: spelled in ASCII where it shows nothing else. */
export const spelled = (text: string): string => (isAsciiOnly() ? asciiText(text) : text);

/** Prints text for people; JSON and files are written as they are. */
export const print = (text: string): boolean => stdout.write(spelled(text));
