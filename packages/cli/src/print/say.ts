// What mlp-lab says on stderr, beside the results on stdout.
import { spelled } from './terminal';

/** A sentence of mlp-lab's own, on one line. */
export const said = (sentence: string): string => spelled(`mlp-lab: ${sentence.replaceAll('\n', ' ')}`);

/** Writes it to stderr. */
export const say = (sentence: string): void => void process.stderr.write(`${said(sentence)}\n`);
