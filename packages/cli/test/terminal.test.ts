// What the terminal can show decides how charts are printed: ASCII, colours, columns.
import { spawnSync } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { BIN, runCli, runProcess } from './run-cli';

const SHOW = ['show', '0', '1'];
const ESCAPE = '\x1b[';

describe('a chart', () => {
  it.each([
    [{ LC_ALL: 'C' }, true],
    [{ LC_ALL: 'POSIX' }, true],
    [{ LC_ALL: '', LC_CTYPE: '', LANG: 'de_DE.ISO-8859-1' }, true],
    [{ TERM: 'dumb' }, true],
    [{ LC_ALL: 'en_US.utf8', LANG: 'C' }, false],
    [{ LC_ALL: '', LC_CTYPE: '', LANG: '' }, false],
  ])('under %o is of ASCII alone: %s', async (env, isAscii) => {
    const { code, stdout } = await runCli(SHOW, { env });
    expect(code).toBe(0);
    expect(stdout).toContain('Label: 5');
    expect(/^[\x20-\x7e\n]*$/.test(stdout)).toBe(isAscii);
  });

  it('and the tables around it are of ASCII alone where the locale is', async () => {
    const args = ['compare', 'relu', 'adam', '--epochs', '1', '--limit', '60', '--seeds', '1,2', '--jobs', '1'];
    const { stdout } = await runCli(args, { env: { LC_ALL: 'C' } });
    expect(stdout).toMatch(/^[\x20-\x7e\n]*$/);
    expect(stdout).toMatch(/0\.\d{4} \+\/- 0\.\d{4}/);
    expect((await runCli([...args, '--json'], { env: { LC_ALL: 'C' } })).stdout).toContain('"schema"');
  });

  it('has no escape codes in a pipe, even where CI is set, unless FORCE_COLOR asks for them', async () => {
    const printed = async (env: NodeJS.ProcessEnv) =>
      (await runProcess(SHOW, { env: { NO_COLOR: undefined, ...env } })).stdout; // colours are chosen at the start
    expect(await printed({ CI: 'true' })).not.toContain(ESCAPE);
    expect(await printed({ CI: 'true', FORCE_COLOR: '0' })).not.toContain(ESCAPE);
    expect(await printed({ FORCE_COLOR: '1' })).toContain(ESCAPE);
  });
});

/** Runs the program in a pseudo-terminal of so many columns. */
const inTerminal = (columns: number, args: readonly string[]) =>
  spawnSync('script', ['-qec', `stty cols ${columns}; '${process.execPath}' '${BIN}' ${args.join(' ')}`, '/dev/null'], {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined, TERM: 'xterm' },
  });

describe.skipIf(process.platform !== 'linux')('a terminal', () => {
  it('has colours and its own width', () => {
    const { status, stdout } = inTerminal(60, SHOW);
    expect([status, stdout.includes(ESCAPE)]).toEqual([0, true]);
    expect(stdout.match(/Label: \d.*Label: \d/g)).toHaveLength(1); // two images side by side take 58 columns
    const narrow = inTerminal(50, SHOW).stdout;
    expect(narrow.match(/Label: \d/g)).toHaveLength(2);
    expect(narrow).not.toMatch(/Label: \d.*Label: \d/);
  });

  it('of 80 columns has the results table in its width', () => {
    const { stdout } = inTerminal(80, ['compare', 'relu', 'combined', '--epochs', '1', '--limit', '60', '--jobs', '1']);
    const text = stripVTControlCharacters(stdout);
    const lines = text.slice(text.indexOf('Experiment')).split(/\r?\n/).slice(0, 12);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
    expect(lines.find((line) => line.startsWith('Activation'))).toMatch(/ReLU .* 0\.\d{4} .*\d\.\d$/);
  });

  it.each([SHOW, ['train', 'relu', '--epochs', '1', '--limit', '60']])(
    'that says it has 0 columns is served as one that does not say: %s',
    (...args) => {
      const { status, stdout } = inTerminal(0, args);
      expect([status, stdout.includes('expected')]).toEqual([0, false]);
      expect(stdout).toMatch(args[0] === 'show' ? /Label: 5.*Label: 0/ : /accuracy/);
    },
  );
});
