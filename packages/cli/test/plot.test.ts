import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
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

let dir: string;
let run: string;
let alone: string; // a report without its folder
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mlp-lab-plot-'));
  run = join(dir, 'run');
  const rows = ['relu', 'ensemble', 'opt/adam', 'opt/sgd'];
  const options = ['--seeds', '1,2', '--epochs', '2', '--limit', '320', '--inspect', '20'];
  await runCli(['compare', ...rows, ...options, '--out', run]);
  alone = join(dir, 'alone.json');
  await cp(join(run, 'report.json'), alone);
});
afterAll(() => rm(dir, { recursive: true }));

/** A copy of the run, so that a test may change it. */
async function copy(name: string): Promise<string> {
  const to = join(dir, name);
  await cp(run, to, { recursive: true });
  return to;
}

describe('mlp-lab plot', () => {
  it('draws the learning curves as text by default', async () => {
    const { code, stdout } = await runCli(['plot', run]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Learning curves\n/);
    expect(stdout).toMatch(/opt\/adam 0\.\d+/);
  });

  it.each([
    ['accuracy', /^Test accuracy\n(.*\n)*.*SGD in the optimizer race /],
    [
      'confusion',
      /^Confusion matrix: Adam in the optimizer race, seed 1\nrows: true class, columns: predicted class; accuracy 0\.\d{4}$/m,
    ],
    [
      'mistakes',
      /^Mistakes: Adam in the optimizer race, seed 1, the 40 most confident of \d+\ntrue label → prediction/,
    ],
    ['votes', /^Votes: Ensemble, seed 1, the first 30 test images in dispute\n(.*\n)*true label .*\n +member 1 /],
    ['ensemble-size', /^Accuracy by ensemble size: Ensemble, seed 1\n(.*\n)*.*soft vote 0\.\d{4}/],
    ['race', /^Race of the optimizers\n(.*\n)*.*opt\/adam (.*\n)*.*opt\/sgd /],
    [
      'gradient-norms',
      /^Gradient norms by layer: Adam in the optimizer race, seed 1\n(.*\n)*.*dense_1 \d(.*\n)*.*1 +2\n$/,
    ],
    [
      'first-layer-weights',
      /^Weights of the first layer: Adam in the optimizer race, seed 1, the first 27 of 50 units\n(.*\n)*.*unit 1 (.*\n)*.*unit 27\n/,
    ],
    [
      'network',
      /^The network: Adam in the optimizer race\n47,410 parameters\n(.*\n)*Input .* 784\nDense .* 50 +39,250\n/,
    ],
  ])('draws %s', async (chart, expected) => {
    const { code, stdout, stderr } = await runCli(['plot', run, '--chart', chart]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(expected);
  });

  it('draws text as wide as it is asked to, of ASCII alone, the loss on a logarithmic axis', async () => {
    const { stdout } = await runCli(['plot', run, '--width', '60', '--ascii', '--log']);
    expect(stdout).toMatch(/^[\x20-\x7e\n]*$/);
    expect(stdout).toContain('loss by epoch (log scale)');
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeGreaterThan(50);
  });

  it('draws the row and the seed that are asked for', async () => {
    const { stdout } = await runCli(['plot', run, '--chart', 'confusion', '--variant', 'relu', '--seed', '2']);
    expect(stdout).toMatch(/^Confusion matrix: Activation function, seed 2$/m);
    const { rows } = JSON.parse(await readFile(join(run, 'report.json'), 'utf8'));
    expect(stdout).toContain(`accuracy ${rows[0].runs[1].testAccuracy.toFixed(4)}`);
  });

  it('lists the charts, and why a run has not all of them', async () => {
    const { code, stdout } = await runCli(['plot', alone, '--chart', 'list']);
    expect(code).toBe(0);
    const lines = stdout.trimEnd().split('\n').slice(1);
    expect(lines.map((line) => line.split(' ')[0])).toEqual(CHARTS);
    expect(lines[0]).toMatch(/ yes$/);
    expect(lines[2]).toMatch(/the answers of opt\/adam, seed 1, were not saved$/);
    expect(lines[7]).toMatch(/the layers of opt\/adam were not measured: train with --inspect to measure them$/);
    expect(lines[8]).toMatch(/the networks of opt\/adam, seed 1, were not saved$/);
    expect(lines[9]).toMatch(/a report without its folder does not include the layers$/);
  });

  it('writes a file in the format that its name says, over the one that was there', async () => {
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
});

describe('mlp-lab report', () => {
  it('tells the whole run in one page that needs nothing else', async () => {
    const { code, stdout } = await runCli(['report', run]);
    expect([code, stdout]).toEqual([0, `${join(run, 'report.html')}\n`]);
    const page = await readFile(join(run, 'report.html'), 'utf8');
    const sections = [...page.matchAll(/<h2 id="[^"]*">(.*?)<\/h2>/g)].map(([, title]) => title);
    expect(sections).toEqual(['Results', 'Learning', 'Mistakes', 'Ensemble', 'Optimizers', 'Network', 'Settings']);
    expect(page.match(/<svg /g)).toHaveLength(CHARTS.length);
    expect(page.match(/<th scope="row">/g)).toHaveLength(2 * 4); // results and settings, four rows each
    expect(page).not.toMatch(/<script|<link|@import|url\(|(src|href)="(?!#|data:)/);
  });

  it('tells the command that was given, which gives the same numbers', async () => {
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
    ['race', '--lr', '1e-2..1e-1', '--seeds', '3'],
  ])('tells the command of %s', async (...words) => {
    const kept = join(dir, `kept ${words[0]}`);
    const given = [...words, '--epochs', '1', '--limit', '320', '--out', kept];
    await runCli(given);
    expect(await commandOf(kept)).toEqual(['mlp-lab', ...given.slice(0, -1), ...`'${kept}'`.split(' ')]);
  });

  it('spells the command out where a program asked for the run', async () => {
    const asked = await copy('asked');
    const config = JSON.parse(await readFile(join(asked, 'config.json'), 'utf8'));
    await writeFile(join(asked, 'config.json'), JSON.stringify({ ...config, command: undefined }));
    await runCli(['report', asked]);
    expect((await commandOf(asked)).join(' ')).toBe(
      'mlp-lab compare relu ensemble opt/adam opt/sgd --seeds 1,2 --protocol as-published --epochs 2 --limit 320 --backend engine',
    );
  });

  /** The words of the command in a folder's page. */
  async function commandOf(folder: string): Promise<string[]> {
    const page = await readFile(join(folder, 'report.html'), 'utf8');
    const [, command] = page.match(/<pre><code>(.*?)<\/code>/) ?? [];
    const text = command.replaceAll(/<\/?span>/g, '').replaceAll('&#39;', "'");
    return text.trim().split(' ');
  }

  it('tells no command and draws no network of rows that no command names', async () => {
    const own = await copy('own');
    for (const name of ['report.json', 'config.json']) {
      const text = await readFile(join(own, name), 'utf8');
      const changed = JSON.parse(text.replaceAll('"opt/adam"', '"acme/adam"'));
      await writeFile(join(own, name), JSON.stringify({ ...changed, command: undefined }));
    }
    expect((await runCli(['report', own, '--variant', 'acme/adam'])).code).toBe(0);
    const page = await readFile(join(own, 'report.html'), 'utf8');
    expect(page).toMatch(/<h2 id="settings-title">/);
    expect(page).not.toMatch(/<h2 id="network-title">|<pre>|class="notice"/);
  });

  it('is of what is complete, and says so, where the run was ended', async () => {
    const ended = await copy('ended');
    await rm(join(ended, 'report.json'));
    await rm(join(ended, 'networks/opt.sgd.seed-2.json'));
    expect((await runCli(['report', ended])).code).toBe(0);
    expect(await readFile(join(ended, 'report.html'), 'utf8')).toMatch(/The run was interrupted: .* 7 of 8 runs/);
  });

  it('escapes whatever a report holds', async () => {
    const report = JSON.parse(await readFile(join(run, 'report.json'), 'utf8'));
    Object.assign(report.rows[0], { title: '<script>alert("x")</script>', changes: ["a & b's"] });
    report.rows[0].failures = [{ seed: 9, message: '<img src=x onerror=alert(1)>' }];
    await writeFile(join(dir, 'hostile.json'), JSON.stringify(report));
    expect((await runCli(['report', join(dir, 'hostile.json')])).stdout).toBe(`${join(dir, 'hostile.html')}\n`);
    const page = await readFile(join(dir, 'hostile.html'), 'utf8');
    expect(page).not.toMatch(/<script|<img/);
    expect(page).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
    expect(page).toContain('a &amp; b&#39;s');
  });

  it('tells which charts could not be drawn, where the data is not the run’s', async () => {
    const other = await copy('other');
    const names = await readdir(other);
    for (const name of ['report.json', 'config.json']) {
      expect(names).toContain(name);
      const text = await readFile(join(other, name), 'utf8');
      await writeFile(join(other, name), text.replace('"name": "mnist"', '"name": "fashion"'));
    }
    expect((await runCli(['report', other])).code).toBe(0);
    const page = await readFile(join(other, 'report.html'), 'utf8');
    expect(page).toMatch(
      /No chart of confusion: the data set of the run: expected fashion with 320 training and 320 test images, received mnist/,
    );
    expect(page.match(/<svg /g)).toHaveLength(7); // without confusion, mistakes and network
  });
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
      /'9' is invalid\. Expected a whole number from 40 up/,
    ],
    ['an unknown seed', 2, () => ['plot', run, '--seed', '7'], /opt\/adam has no seed 7: expected one of 1, 2/],
    ['no run', 2, () => ['plot'], /missing required argument 'run'/],
    ['a missing folder', 1, () => ['report', join(dir, 'nowhere')], /nowhere: expected a run folder or a report/],
    ['another folder', 1, () => ['plot', dir], /is no run folder: expected config\.json or report\.json/],
    ['a chart that the run has not', 1, () => ['plot', alone, '--chart', 'mistakes'], /not saved/],
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

  it('answers that are not those of the report', async () => {
    const changed = await copy('changed');
    const file = join(changed, 'networks/opt.adam.seed-1.f32');
    const bytes = await readFile(file);
    await writeFile(file, bytes.fill(0, 0, bytes.length / 2));
    const { code, stderr } = await runCli(['plot', changed, '--chart', 'confusion', '--variant', 'opt/adam']);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /the answers of opt\/adam, seed 1: expected a test accuracy of .*, as in the report, received /,
    );
  });
});
