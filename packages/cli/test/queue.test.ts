// Commands over a queue: how owners and workers end, and what stays in the queue.
import type { ChildProcess } from 'node:child_process';
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
    const asked = runCli([...COMPARE, '--epochs', '600', '--threads', '2', '--json', ...queue]);
    const onTraining = signalAt(/relu\.seed-1: training, on at most 1 thread/, 'SIGTERM');
    const ann = await runProcess(worker('ann'), { onStderr: onTraining });
    expect(ann.code).toBe(0);
    expect(ann.stderr).toMatch(/the networks in training go back into the queue\nrelu\.seed-1: back in the queue\n$/);
    const ben = await runProcess(worker('ben'), { onStderr: signalAt(/relu\.seed-1: trained/, 'SIGINT') });
    expect([ben.code, (await asked).code]).toEqual([0, 0]);
    expect(JSON.parse((await asked).stdout).rows[0].runs[0].machines).toEqual(['ben']);
  });

  it('shows the queue until Ctrl-C with `queue status --watch`', async () => {
    const queue = await queueWords('cli-watch');
    const onStdout = signalAt(/(Tasks: 0 waiting.*){2}/s, 'SIGINT');
    const { code, stdout } = await runCli(['queue', 'status', '--watch', ...queue], { onStdout });
    expect(code).toBe(130);
    expect(stdout).toMatch(/Machines: none; start `mlp-lab worker` on one\n/);
  });
});
