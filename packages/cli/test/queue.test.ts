// Commands over a queue: how owners and workers end, and what stays in the queue.
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hasRedis, sharedRedis } from '../../../testing/redis.mjs';
import { runCli, runProcess } from './run-cli';

const COMPARE = ['compare', 'relu', '--limit', '320'];

async function queueWords(name: string): Promise<string[]> {
  return ['--queue', (await sharedRedis()).url, '--queue-name', name];
}

/** Sends a signal at the first text that matches. */
const signalAt = (pattern: RegExp, signal: NodeJS.Signals) => (text: string, child: ChildProcess) => {
  if (!child.killed && pattern.test(text)) child.kill(signal);
};

describe.skipIf(!hasRedis)('a command with --queue', () => {
  it('leaves its tasks in the queue at Ctrl-C, and takes them back with --cancel', async () => {
    const queue = await queueWords('cli-owner');
    const asked = [...COMPARE, '--epochs', '1', '--seeds', '1,2', ...queue];
    const owner = await runCli(asked, { onStderr: signalAt(/no machine serves the queue yet/, 'SIGINT') });
    expect(owner.code).toBe(130);
    expect(owner.stderr).toMatch(/interrupted\.\n.*the queue keeps the tasks: rerun the command to collect/);
    expect((await runCli(['queue', 'status', ...queue])).stdout).toMatch(/^Tasks: 2 waiting, 0 in training/);
    expect(await runCli([...asked, '--cancel'])).toMatchObject({
      code: 0,
      stdout: '2 of 2 tasks were in the queue and are taken back.\n',
    });
    expect(JSON.parse((await runCli(['queue', 'status', '--json', ...queue])).stdout)).toEqual({
      tasks: { waiting: 0, training: 0, trained: 0, failed: 0 },
      machines: [],
    });
  });

  it('is served by workers that end with 0 at SIGTERM and Ctrl-C; a network goes on where the first one ended', async () => {
    const queue = await queueWords('cli-workers');
    const worker = (machine: string) => ['worker', '--machine', machine, '--jobs', '1', '--threads', '1', ...queue];
    // Seconds of training: enough to be in the middle of, on a busy machine, too.
    const asked = runCli([...COMPARE, '--epochs', '2000', '--threads', '2', '--json', ...queue]);
    const onTraining = signalAt(/relu\.seed-1: training, on at most 1 thread/, 'SIGTERM');
    const ann = await runProcess(worker('ann'), { onStderr: onTraining });
    expect(ann.code).toBe(0);
    expect(ann.stderr).toMatch(/the networks in training go back into the queue\nrelu\.seed-1: back in the queue\n$/);
    const ben = await runProcess(worker('ben'), { onStderr: signalAt(/relu\.seed-1: trained/, 'SIGINT') });
    expect([ben.code, (await asked).code]).toEqual([0, 0]);
    expect(JSON.parse((await asked).stdout).rows[0].runs[0].machines).toEqual(['ben']);
  });

  it('inspects and verifies on the machines of the queue, to the same numbers', async () => {
    const queue = await queueWords('cli-inspect');
    const dir = await mkdtemp(join(tmpdir(), 'mlp-lab-queue-'));
    const inspection = ['inspect', 'relu', '--limit', '320', '--epochs', '2', '--json'];
    let worker: ChildProcess | undefined;
    const serving = runProcess(['worker', '--jobs', '1', ...queue], {
      onStderr: (_text, child) => {
        worker = child;
      },
    });
    const [there, here] = [await runCli([...inspection, ...queue]), await runCli(inspection)];
    expect(there.stderr).toMatch(/relu: epoch 1\/2\nrelu: epoch 2\/2\n/);
    expect(there).toMatchObject({ code: 0, stdout: here.stdout });
    await runCli([...COMPARE, '--epochs', '1', '--out', dir]);
    const verified = await runCli(['verify', dir, ...queue]);
    expect(verified).toMatchObject({ code: 0, stdout: '1 of 1 networks were trained again: 1 with the same bits\n' });
    worker?.kill('SIGINT');
    expect((await serving).stderr).toMatch(/(relu\.seed-1: trained in .*\n(.*\n)*){2}/);
    await rm(dir, { recursive: true });
  });

  it('has no more tasks in the queue than --jobs, and takes back all of them', async () => {
    const queue = await queueWords('cli-jobs');
    const asked = [...COMPARE, '--epochs', '1', '--seeds', '1,2,3', '--jobs', '2', ...queue];
    const owner = await runCli(asked, { onStderr: signalAt(/no machine serves the queue yet/, 'SIGINT') });
    expect(owner.code).toBe(130);
    expect((await runCli(['queue', 'status', ...queue])).stdout).toMatch(/^Tasks: 2 waiting/);
    expect((await runCli([...asked, '--cancel'])).stdout).toMatch(/^2 of 3 tasks were in the queue/);
  });

  it("keeps a queue's address without user and password in a run folder", async () => {
    const [, url, ...name] = await queueWords('cli-password');
    const dir = await mkdtemp(join(tmpdir(), 'mlp-lab-queue-'));
    const queue = ['--queue', url.replace('//', '//default:s3cr3t%2F@'), ...name];
    const { code } = await runCli([...COMPARE, '--out', dir, '--cancel', ...queue]);
    const config = await readFile(join(dir, 'config.json'), 'utf8');
    await rm(dir, { recursive: true });
    expect(code).toBe(0);
    expect(config).not.toContain('s3cr3t');
    expect(JSON.parse(config).command).toContain(url);
  });

  it('refuses what says nothing together', async () => {
    const [, url] = await queueWords('cli-words');
    for (const [words, message] of [
      [[...COMPARE, '--queue-name', 'a'], /--queue-name needs --queue/],
      [['inspect', 'relu', '--cancel'], /--cancel needs --queue/],
      [
        ['inspect', 'relu', '--queue', url, '--tensorboard', 'events'],
        /--tensorboard needs the weights after each epoch/,
      ],
      [['queue', 'clear', '--watch', '--queue', url], /--watch shows a state again and again/],
    ] as const) {
      const { code, stderr } = await runCli([...words]);
      expect(stderr).toMatch(message);
      expect(code).toBe(2);
    }
  });

  it('shows the queue until Ctrl-C with `queue status --watch`', async () => {
    const queue = await queueWords('cli-watch');
    const onStdout = signalAt(/(Tasks: 0 waiting.*){2}/s, 'SIGINT');
    const { code, stdout } = await runCli(['queue', 'status', '--watch', ...queue], { onStdout });
    expect(code).toBe(130);
    expect(stdout).toMatch(/Machines: none; start `mlp-lab worker` on one\n/);
  });
});
