// `--help`: every command is in the README, and its examples are command lines that the program accepts.
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { runCli, runProcess } from './run-cli';

const readme = await readFile(new URL('../../../README.md', import.meta.url), 'utf8');

interface CommandHelp {
  name: string;
  /** `compare [variant...]` */
  usage: string;
  examples: string[];
}

/** Of the program's help: every command but commander's own `help`. */
async function readHelp(): Promise<CommandHelp[]> {
  const { stdout } = await runCli(['--help']);
  const [, list] = /\nCommands:\n(.*?)\n\n/s.exec(stdout)!;
  const names = [...list.matchAll(/^ {2}(\S+)/gm)].map(([, name]) => name).filter((name) => name !== 'help');
  return Promise.all(names.map(commandHelp));
}

async function commandHelp(name: string): Promise<CommandHelp> {
  const { stdout, code } = await runCli([name, '--help']);
  expect(code).toBe(0);
  const [, usage] = /^Usage: mlp-lab (.*)$/m.exec(stdout)!;
  const examples = [...stdout.matchAll(/^ {2}mlp-lab (.*)$/gm)].map(([, line]) => line);
  return { name, usage: usage.replace(' [options]', ''), examples };
}

/** As a shell reads it: words, of which some are in quotes. */
const words = (line: string) => [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, word]) => quoted ?? word);

let commands: CommandHelp[];
beforeAll(async () => {
  commands = await readHelp();
});

describe('mlp-lab --help', () => {
  it('prints quickly what the program would print', async () => {
    expect(await runProcess(['--help'])).toEqual(await runCli(['--help']));
  });

  it('lists the commands of the README, with the same arguments', () => {
    const table = readme.slice(readme.indexOf('## The command line'), readme.indexOf('Every command explains'));
    const inReadme = [...table.matchAll(/^\| `(.*?)` \|/gm)].map(([, cell]) => cell.replace(/ --.*/, '').toLowerCase());
    const usages = commands.map(({ usage }) => usage.replace(/[<>]/g, '').replace('...', '…'));
    expect(inReadme.sort()).toEqual(usages.sort());
  });

  it('of every command has examples, which begin with its name', () => {
    for (const { name, examples } of commands) {
      expect(examples, name).not.toEqual([]);
      for (const line of examples) expect(words(line)[0]).toBe(name);
    }
  });

  it('has examples that the program accepts', async () => {
    // A configuration that is not there ends each command after its words are understood and before it does anything.
    for (const line of commands.flatMap(({ examples }) => examples)) {
      const { code, stderr } = await runCli([...words(line), '--config', 'nowhere.mjs']);
      expect([line, code, stderr]).toEqual([
        line,
        1,
        expect.stringMatching(/^mlp-lab: --config nowhere\.mjs: expected/),
      ]);
    }
  });
});
