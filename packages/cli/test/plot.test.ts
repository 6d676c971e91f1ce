import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './run-cli';

const CHARTS = [
  'accuracy',
  'curves',
  'confusion',
  'mistakes',
  'votes',
  'ensemble-size',
  'race',
  'gradient-norms',
  'first-layer-weights',
  'network',
];

/** On the thread of the program: others would load TensorFlow.js once more each. */
const HERE = ['--jobs', '1'];

let dir: string;
let run: string;
let alone: string; // a report without its folder
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mlp-lab-plot-'));
  run = join(dir, 'run');
  const rows = ['relu', 'ensemble', 'opt/adam', 'opt/sgd'];
  const options = ['--seeds', '1,2', '--epochs', '2', '--limit', '320', '--inspect', '20'];
  await runCli(['compare', ...rows, ...options, ...HERE, '--out', run]);
  alone = join(dir, 'alone.json');
  await cp(join(run, 'report.json'), alone);
});
afterAll(() => rm(dir, { recursive: true }));

describe('mlp-lab plot', () => {
  it('draws the learning curves as text by default', async () => {
    const { code, stdout } = await runCli(['plot', run]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Learning curves\n/);
    expect(stdout).toMatch(/opt\/adam 0\.\d+/);
  });

  it('draws the chosen chart', async () => {
    const { code, stdout, stderr } = await runCli(['plot', run, '--chart', 'votes']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(
      /^Votes: ensemble, seed 1, the first 30 test images where members disagree\n(.*\n)*true label /,
    );
  });

  it('draws text of the given width, in ASCII only, with the loss on a logarithmic axis', async () => {
    const { stdout } = await runCli(['plot', run, '--width', '60', '--ascii', '--log']);
    expect(stdout).toMatch(/^[\x20-\x7e\n]*$/);
    expect(stdout).toContain('loss by epoch (log scale)');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeGreaterThan(50);
  });

  it('draws the chosen row and seed', async () => {
    const { stdout } = await runCli(['plot', run, '--chart', 'confusion', '--variant', 'relu', '--seed', '2']);
    expect(stdout).toMatch(/^Confusion matrix: relu, seed 2$/m);
    const { rows } = JSON.parse(await readFile(join(run, 'report.json'), 'utf8'));
    expect(stdout).toContain(`accuracy ${rows[0].runs[1].testAccuracy.toFixed(4)}`);
  });

  it('lists the charts, and says why a run lacks some', async () => {
    const { code, stdout } = await runCli(['plot', alone, '--chart', 'list']);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n').slice(1);
    expect(lines.map((line) => line.split(' ')[0])).toEqual(CHARTS);
    expect(lines[0]).toMatch(/ yes$/);
    expect(lines[2]).toMatch(/the predictions of opt\/adam, seed 1, were not saved$/);
    expect(lines[7]).toMatch(/the layers of opt\/adam were not measured: train with --inspect to measure them$/);
    expect(lines[8]).toMatch(/the networks of opt\/adam, seed 1, were not saved$/);
    expect(lines[9]).toMatch(/a report without its folder does not include the layers$/);
  });

  it('writes a file in the format of its ending, and replaces an existing one', async () => {
    const svg = join(dir, 'votes.svg');
    await writeFile(svg, 'old');
    expect(await runCli(['plot', run, '--chart', 'votes', '--output', svg])).toMatchObject({ code: 0, stdout: '' });
    expect(await readFile(svg, 'utf8')).toMatch(/^<svg [^>]*class="mlp-lab-auto"/);

    const text = join(dir, 'votes.txt');
    await runCli(['plot', run, '--chart', 'votes', '--output', text]);
    expect(await readFile(text, 'utf8')).toMatch(/^Votes: /);

    const html = join(dir, 'votes.html');
    await runCli(['plot', run, '--chart', 'votes', '--output', html, '--theme', 'dark']);
    expect(await readFile(html, 'utf8')).toMatch(
      /^<!doctype html>\n<html lang="en">[\s\S]*<svg [^>]*class="mlp-lab-dark"/,
    );
  });

  it('writes PNG, twice the size of the SVG', async ({ skip }) => {
    const png = join(dir, 'accuracy.png');
    const { code, stderr } = await runCli(['plot', run, '--chart', 'accuracy', '--output', png]);
    skip(/PNG needs a font/.test(stderr), 'this machine has no font');
    expect([code, stderr]).toEqual([0, '']);
    const { stdout: svg } = await runCli(['plot', run, '--chart', 'accuracy', '--format', 'svg']);
    const [, width, height] = svg.match(/ width="(\d+)" height="(\d+)"/) ?? [];
    const bytes = await readFile(png);
    expect(bytes.subarray(1, 4).toString()).toBe('PNG');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([2 * Number(width), 2 * Number(height)]);
  });

  it('writes PDF as large as the SVG, with embedded fonts and one image per digit', async () => {
    const pdf = join(dir, 'mistakes.pdf');
    const { code, stderr } = await runCli(['plot', run, '--chart', 'mistakes', '--output', pdf]);
    expect([code, stderr]).toEqual([0, '']);
    const { stdout: svg } = await runCli(['plot', run, '--chart', 'mistakes', '--format', 'svg']);
    const [, width, height] = svg.match(/ width="(\d+)" height="(\d+)"/) ?? [];
    const text = (await readFile(pdf)).toString('latin1');
    expect(text).toMatch(/^%PDF-1/);
    expect(text).toContain(`/MediaBox [0 0 ${0.75 * Number(width)} ${0.75 * Number(height)}]`);
    expect(text.match(/\/FontFile2/g)).toHaveLength(2); // regular and bold
    const images = svg.match(/<image /g)!.length;
    expect(text.match(/\/Subtype \/Image/g)).toHaveLength(2 * images); // each with its transparency
  });
});

describe('mlp-lab plot --output', () => {
  it('refuses a file whose ending names no format, and writes nothing', async () => {
    const file = join(run, 'chart.jpg');
    const { code, stderr } = await runCli(['plot', run, '--output', file]);
    expect([code, stderr]).toEqual([
      2,
      `mlp-lab: --output: expected a name that ends in .txt, .svg, .png, .html or .pdf, received ${file}: rename it, or choose with --format\n`,
    ]);
    await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('writes text into a file of any ending if --format says so', async () => {
    const file = join(run, 'chart.jpg');
    expect((await runCli(['plot', run, '--output', file, '--format', 'text'])).code).toBe(0);
    expect(await readFile(file, 'utf8')).toMatch(/^Learning curves/);
  });
});

describe('mlp-lab report', () => {
  it('writes the page of the whole run into its folder', async () => {
    const { code, stdout } = await runCli(['report', run]);
    expect([code, stdout]).toEqual([0, `${join(run, 'report.html')}\n`]);
    const page = await readFile(join(run, 'report.html'), 'utf8');
    expect(page.match(/<svg /g)).toHaveLength(CHARTS.length);
    expect(page).toMatch(/This page was made by mlp-lab \S+ on Node /);
  });

  it('writes the page beside a report.json without a run folder', async () => {
    expect((await runCli(['report', alone])).stdout).toBe(`${alone.replace('.json', '.html')}\n`);
    expect(await readFile(alone.replace('.json', '.html'), 'utf8')).toMatch(/^<!doctype html>/);
  });

  it('shows the command that was given, which reproduces the numbers', async () => {
    const words = await commandOf(run);
    expect(words.slice(0, 3)).toEqual(['mlp-lab', 'compare', 'relu']);
    expect(words.slice(-2)).toEqual(['--out', run]);
    const { stdout } = await runCli([...words.slice(1, -2), '--json'].filter((word) => !/^(--inspect|20)$/.test(word)));
    const numbers = (text: string) => JSON.parse(text, (key, value) => (key === 'seconds' ? undefined : value));
    expect(numbers(stdout)).toEqual(numbers(await readFile(join(run, 'report.json'), 'utf8')));
  });

  it.each([
    ['ensemble', '--variant', 'relu', '--members', '2', '--weights', '1,2', '--set', 'dropout=0.1'],
    ['sweep', '--set', 'hidden=5,6', '--set', 'dropout=0.1'],
    ['race', 'opt/adam', 'opt/sgd', '--lr', '1e-2..1e-1', '--seeds', '3'],
  ])('shows the command of %s', async (...words) => {
    const kept = join(dir, `kept ${words[0]}`);
    const given = [...words, '--epochs', '1', '--limit', '320', ...HERE, '--out', kept];
    await runCli(given);
    expect(await commandOf(kept)).toEqual(['mlp-lab', ...given.slice(0, -1), ...`'${kept}'`.split(' ')]);
  });

  /** The words of the command in a folder's page. */
  async function commandOf(folder: string): Promise<string[]> {
    const page = await readFile(join(folder, 'report.html'), 'utf8');
    const [, command] = page.match(/<pre><code>(.*?)<\/code>/) ?? [];
    const text = command.replaceAll(/<\/?span>/g, '').replaceAll('&#39;', "'");
    return text.trim().split(' ');
  }
});

describe('bad input gets one line, the right exit code and nothing on stdout', () => {
  it.each([
    ['an unknown chart', 2, () => ['plot', run, '--chart', 'vots'], /'vots' is invalid.*accuracy, curves, confusion/],
    ['an unknown format', 2, () => ['plot', run, '--format', 'gif'], /'gif' is invalid.*text, svg, png, html/],
    ['an unknown row', 2, () => ['plot', run, '--variant', 'rellu'], /no row 'rellu': did you mean relu/],
    [
      'text too narrow for a chart',
      2,
      () => ['plot', run, '--width', '9'],
      /'9' is invalid\. Expected an integer of at least 40/,
    ],
    ['an unknown seed', 2, () => ['plot', run, '--seed', '7'], /opt\/adam has no seed 7: expected one of 1, 2/],
    ['no run', 2, () => ['plot'], /missing required argument 'run'/],
    ['a missing folder', 1, () => ['report', join(dir, 'nowhere')], /nowhere: expected a run folder or a report/],
    ['another folder', 1, () => ['plot', dir], /is not a run folder: expected config\.json or report\.json/],
    ['a chart that the run does not have', 1, () => ['plot', alone, '--chart', 'mistakes'], /not saved/],
    [
      'an output that cannot be written',
      1,
      () => ['plot', run, '--output', join(dir, 'no/a.svg')],
      /a\.svg can't be written/,
    ],
  ])('%s', async (_, expected, args, message) => {
    const { code, stdout, stderr } = await runCli(args());
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect([code, stdout]).toEqual([expected, '']);
  });
});
