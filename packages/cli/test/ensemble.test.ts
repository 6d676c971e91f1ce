import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { restoreReport } from '@mlp-lab/experiment';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './run-cli';

const QUICK = ['ensemble', '--variant', 'relu', '--members', '3', '--epochs', '1', '--limit', '640', '--jobs', '1'];

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mlp-lab-ensemble-cli-'));
});
afterAll(() => rm(dir, { recursive: true }));

async function report(args: string[]) {
  const { code, stdout, stderr } = await runCli([...QUICK, '--json', '--out', join(dir, 'pool'), ...args]);
  expect(code).toBe(0);
  const { rows } = restoreReport(JSON.parse(stdout));
  const run = rows[0].runs[0];
  return { run, members: run.members!, ensemble: run.ensemble!, stderr };
}

describe('mlp-lab ensemble', () => {
  it('prints members, both votes, accuracy by size, agreement, and charts of size and votes', async () => {
    const { code, stdout } = await runCli([...QUICK, '--voting', 'hard']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Ensemble of 3: Activation function \(relu\), hard vote$/m);
    expect(stdout).toMatch(/each trained on 448 of 640 images, tested on 640; 1 epoch, batch size 32, seed 1/);
    expect(stdout).toMatch(/^member 3 +\d+ +\d+\.\d{4} +0\.\d{4}$/m);
    expect(stdout).toMatch(/^members' mean +\d+\.\d{4} +0\.\d{4}$/m);
    expect(stdout).toMatch(/^soft vote +\d+\.\d{4} +0\.\d{4}$/m);
    expect(stdout).toMatch(/^hard vote +0\.\d{4}$/m);
    expect(stdout).toMatch(/^ +2 +3 +0\.\d{4} +0\.\d{4}–0\.\d{4} +0\.\d{4} +0\.\d{4}–0\.\d{4}$/m);
    expect(stdout).toMatch(/^member 1 +· +0\.\d{3} +0\.\d{3}$/m);
    expect(stdout).toMatch(/disagree on 0\.\d{3} \(0\.\d{3} to 0\.\d{3}\) of the test images; Cohen's kappa/);
    expect(stdout).toMatch(/^Accuracy by ensemble size$/m);
    expect(stdout).toMatch(/^Votes on the first 30 test images where members disagree$/m);
  });

  it('prints one JSON report and nothing else with --json, with consistent figures', async () => {
    const { run, members, ensemble } = await report([]);
    expect(ensemble).toMatchObject({ voting: 'soft', weights: null });
    expect(run.testAccuracy).toBe(ensemble.accuracy.soft);
    for (const vote of ['soft', 'hard'] as const) {
      const [one, , all] = ensemble.sizes[vote];
      expect(one.accuracies).toEqual(members.map(({ testAccuracy }) => testAccuracy));
      expect(all.accuracies).toEqual([ensemble.accuracy[vote]]);
    }
    expect(ensemble.disagreement.map((row, i) => row[i])).toEqual([0, 0, 0]);
    expect(ensemble.kappa.map((row, i) => row[i])).toEqual([1, 1, 1]);
    for (const { votes, soft, hard } of ensemble.disputed) {
      expect(new Set(votes).size).toBeGreaterThan(1);
      expect(votes).toContain(hard);
      expect(soft).toBeLessThan(10);
    }
  });

  it('saves the networks with --out: another vote, other weights and more members do not train them again', async () => {
    const { run, members } = await report(['--voting', 'hard']);
    expect((await readdir(join(dir, 'pool'))).filter((file) => file.endsWith('.svg')).sort()).toEqual([
      'ensemble-size.svg',
      'learning-curves.svg',
      'test-accuracy.svg',
      'votes.svg',
    ]);
    expect(await readFile(join(dir, 'pool', 'ensemble-size.svg'), 'utf8')).toMatch(/^<svg /);

    const weighted = await report(['--weights', '0,1,0']);
    expect(weighted.stderr).toMatch(/^3 of 3 networks are already trained/);
    expect(weighted.ensemble.weights).toEqual([0, 1, 0]);
    expect(weighted.ensemble.accuracy).toEqual({ soft: members[1].testAccuracy, hard: members[1].testAccuracy });
    expect(weighted.run.testLoss).toBeCloseTo(members[1].testLoss, 12);

    const fitted = await report(['--weights', 'fit']);
    expect(fitted.ensemble.weights!.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(Math.min(...fitted.ensemble.weights!)).toBeGreaterThanOrEqual(0);
    expect(fitted.members).toEqual(members);

    const more = await report(['--members', '4']);
    expect(more.stderr).toMatch(/^3 of 4 networks are already trained/);
    expect(more.members.slice(0, 3)).toEqual(run.members);
  });
});

describe('bad input gets one line, exit code 2 and nothing on stdout', () => {
  it.each([
    ['no members', ['--members', '0'], /'0' is invalid. Expected an integer of at least 1/],
    ['an unknown vote', ['--voting', 'mean'], /'mean' is invalid.*soft, hard/],
    ['an unknown variant', ['--variant', 'rellu'], /unknown variant 'rellu': did you mean relu/],
    [
      'weights that are not numbers',
      ['--weights', '1,x,2'],
      /'1,x,2' is invalid. Expected one number per member, separated by commas/,
    ],
    ['too few weights', ['--weights', '1,2'], /weights: expected 3 numbers, one per member, received 1,2/],
    ['weights whose sum is zero', ['--weights', '1,-2,1'], /weights: expected a sum other than zero, received 1,-2,1/],
    [
      'weights to fit without validation images',
      ['--variant', 'ensemble', '--weights', 'fit'],
      /'fit' needs validation images/,
    ],
  ])('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await runCli([...QUICK, ...args]);
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect([code, stdout]).toEqual([2, '']);
  });
});
