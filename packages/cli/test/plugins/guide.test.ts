// The plugins and commands of docs/plugins.md work as described.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../run-cli';

const CLI = fileURLToPath(new URL('../..', import.meta.url));
const guide = await readFile(join(CLI, '../../docs/plugins.md'), 'utf8');
const files = [...guide.matchAll(/```(?:js|ts) (\S+)\n(.*?)```/gs)].map(([, name, text]) => [name, text] as const);
const commands = [...guide.matchAll(/```sh\n(.*?)```/gs)].flatMap(([, text]) => text.trim().split('\n'));
const [, printed] = /```text\n(.*?)```/s.exec(guide)!;

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mlp-lab-guide-'));
  await symlink(join(CLI, 'node_modules'), join(dir, 'node_modules'));
  for (const [name, text] of files) if (name !== 'mlp-lab.config.ts') await writeFile(join(dir, name), text);
});
afterAll(() => rm(dir, { recursive: true }));

const node = (...args: string[]) => promisify(execFile)(process.execPath, args, { cwd: dir });

describe('the guide to plugins', () => {
  const ours = commands.filter((command) => command.startsWith('mlp-lab '));

  it('contains files and commands', () => {
    expect(files).toHaveLength(9);
    expect(commands).toHaveLength(10);
  });

  it.each(ours)('%s', async (command) => {
    const usesConfig = !command.includes('--plugin');
    const [, config] = files.find(([name]) => name === 'mlp-lab.config.ts')!;
    // the configuration imports @mlp-lab/cli, which is not installed within itself
    const text = config.replace('@mlp-lab/cli/config', join(CLI, 'dist/config.js'));
    const words = command.split(' ').slice(1);
    const jobs = words[0] === 'train' ? [] : ['--jobs', '1']; // each job of a plugin would load TensorFlow.js once more
    if (usesConfig) await writeFile(join(dir, 'mlp-lab.config.ts'), text);
    const { code, stdout, stderr } = await runCli([...words, ...jobs, '--limit', '200', '--json'], {
      cwd: dir,
    });
    expect(code, stderr).toBe(0);
    const { rows } = JSON.parse(stdout);
    for (const { runs } of rows) expect(runs).toHaveLength(usesConfig ? 2 : 1);
  });

  it('shows the output of its program', async () => {
    expect((await node('program.mjs')).stdout).toBe(printed);
  });

  it('contains a plugin that keeps the contract', async () => {
    const { stdout } = await node('--test', 'contract.test.mjs');
    expect(stdout).toMatch(/^# fail 0$/m);
  });
});
