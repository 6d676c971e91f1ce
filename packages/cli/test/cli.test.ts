import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BIN, runCli, runProcess } from './run-cli';

const WITHOUT_TFJS_NODE = {
  env: { NODE_OPTIONS: `--import=${new URL('./without-tfjs-node.mjs', import.meta.url).href}` },
};
const SHORT = ['--epochs', '1', '--limit', '320'];
const QUICK = [...SHORT, '--jobs', '1']; // threads would load TensorFlow.js once more each

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mlp-lab-cli-'));
});
afterAll(() => rm(dir, { recursive: true }));

describe('mlp-lab compare', () => {
  it('prints the table with what changed and what else differs, without the figures published for other settings; then a chart', async () => {
    const { code, stdout, stderr } = await runCli(['compare', 'baseline', 'relu', 'ensemble', ...QUICK]);
    expect(code).toBe(0);
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^Experiment +What changed +Test accuracy +Test loss +Seconds$/);
    expect(lines[1]).toMatch(/^Baseline +– +0\.\d{4} +\d\.\d{4} +\d+\.\d$/);
    expect(lines[2]).toMatch(/^Activation function\* +ReLU instead of sigmoid +0\.\d{4} +\d+\.\d{4} +\d+\.\d$/);
    expect(lines[3]).toMatch(/^Ensemble† +3 networks, soft vote +0\.\d{4} +\d\.\d{4} +\d+\.\d$/);
    expect(stdout).toMatch(/^\* also differs: batch size 32 instead of 256$/m);
    expect(stdout).toMatch(/^† also differs: batch size 32 instead of 256; validation split 0 instead of 0\.3$/m);
    expect(stdout).toMatch(/320 training and 320 test images; protocol as-published; 1 epoch; seed 1/);
    expect(stdout).toMatch(/^Test accuracy$/m); // one epoch makes no curve
    expect(stderr).toMatch(/^relu\.seed-1: epoch 1\/1 {2}loss \d+\.\d{4} {2}acc 0\.\d{4} {2}val 0\.\d{4}$/m);
    expect(stderr).toMatch(/^ensemble\.seed-1\.member-3: trained in \d+\.\d s$/m);
  });

  it('shows mean, standard deviation and interval over several seeds, the comparison with the baseline, and no marks under the controlled protocol', async () => {
    const { stdout } = await runCli([
      'compare',
      'baseline',
      'relu',
      '--seeds',
      '1,2',
      '--protocol',
      'controlled',
      ...QUICK,
    ]);
    expect(stdout).toMatch(
      /^Activation function +ReLU instead of sigmoid +0\.\d{4} ± 0\.\d{4} +[+-]0\.\d{4} \w+ +\d+\.\d{4} ± \d+\.\d{4} /m,
    );
    expect(stdout).not.toMatch(/differs/);
    expect(stdout).toMatch(/^Only what changed sets the rows apart: their recipes agree in everything else\.$/m);
  });

  it('prints one JSON report and nothing else with --json, with the same numbers each time', async () => {
    const args = ['compare', 'dropout', '--json', '--seeds', '2', ...QUICK];
    const reports = [await runCli(args), await runCli(args)].map(({ stdout }) => JSON.parse(stdout));
    expect(reports[0]).toMatchObject({
      schema: 'mlp-lab/report@1',
      rows: [{ variant: 'dropout', runs: [{ seed: 2 }] }],
    });
    for (const report of reports) delete report.rows[0].runs[0].seconds;
    expect(reports[0]).toEqual(reports[1]);
  });

  it('picks the engine for auto, and says so', async () => {
    const { stdout } = await runCli(['compare', 'relu', '--json', ...QUICK, '--backend', 'auto']);
    expect(JSON.parse(stdout).rows[0].runs[0].backend).toBe('engine');
  });

  it('saves report, settings, history and charts with --out', async () => {
    const out = join(dir, 'kept');
    const { code, stdout } = await runCli(['compare', 'relu', '--out', out, '--json', ...QUICK]);
    expect(code).toBe(0);
    expect((await readdir(out)).sort()).toEqual([
      'config.json',
      'history.csv',
      'learning-curves.svg',
      'models',
      'networks',
      'report.html',
      'report.json',
      'test-accuracy.svg',
    ]);
    expect(await readFile(join(out, 'report.json'), 'utf8')).toBe(stdout);
    expect(await readFile(join(out, 'test-accuracy.svg'), 'utf8')).toMatch(/^<svg /);
  });

  it('ends at once with 130 on Ctrl-C, saves what is complete, and resumes from there', async () => {
    const out = join(dir, 'interrupted');
    const args = [
      'compare',
      'relu',
      'selu',
      'adam',
      '--jobs',
      '1',
      '--out',
      out,
      '--limit',
      '320',
      '--epochs',
      '3',
      '--backend',
      'cpu',
    ];
    const ended = await runCli(args, {
      onStderr: (stderr, child) => {
        if (!child.killed && /relu\.seed-1: trained/.test(stderr)) child.kill('SIGINT');
      },
    });
    expect(ended.code).toBe(130);
    expect(ended.stderr).toMatch(/interrupted\. Complete networks are saved in .*; rerun the command to resume\.\n$/);
    expect(ended.stdout).toMatch(/^Activation function/m);
    expect(ended.stdout).not.toMatch(/^Optimizer/m);
    expect(await readdir(out)).not.toContain('report.json');

    const again = await runCli(args);
    expect(again.code).toBe(0);
    expect(again.stderr).toMatch(/^[12] of 3 networks are already trained$/m);
    expect(again.stderr).not.toMatch(/^relu\.seed-1: epoch/m);
    expect(again.stdout).toMatch(/^Optimizer/m);
  });
});

describe('mlp-lab sweep', () => {
  it('compares every combination of settings with the first, and does not train saved networks again', async () => {
    const out = join(dir, 'sweep');
    const args = ['sweep', '--set', 'optimizer.learningRate=0.1,0.01', '--set', 'hidden=8x2', '--seeds', '1,2'];
    const { code, stdout } = await runCli([...args, '--out', out, ...QUICK]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^hidden=8x2 learningRate=0\.1 +– /m);
    expect(stdout).toMatch(
      /^hidden=8x2 learningRate=0\.01 +SGD learningRate 0\.01 instead of 0\.1 .* (better|worse|unclear) /m,
    );
    expect(stdout).toMatch(
      /^Difference: test accuracy minus that of relu hidden=8x2 learningRate=0\.1, paired by seed/m,
    );
    const again = await runCli([...args, '--out', out, '--json', ...QUICK]);
    expect(again.stderr).toMatch(/4 of 4 networks are already trained/);
    expect(JSON.parse(again.stdout)).toMatchObject({
      schema: 'mlp-lab/report@1',
      rows: [{ variant: 'relu hidden=8x2 learningRate=0.1' }, { variant: 'relu hidden=8x2 learningRate=0.01' }],
    });
  });

  it('accepts booleans, names, and lists of layers', async () => {
    const sets = ['--set', 'batchNormalization=true', '--set', 'optimizer=adam,sgd', '--set', 'hidden=16-8x2'];
    const { stdout } = await runCli(['sweep', ...sets, '--json', ...QUICK]);
    expect(JSON.parse(stdout).rows.map(({ title }: { title: string }) => title)).toEqual([
      'batchNormalization=true optimizer=adam hidden=16-8x2',
      'batchNormalization=true optimizer=sgd hidden=16-8x2',
    ]);
  });
});

describe('mlp-lab race', () => {
  it('ranks the ten optimizers and draws the race', async () => {
    const { code, stdout } = await runCli(['race', '--to', '0.2,0.999', '--out', join(dir, 'race'), ...QUICK]);
    expect(code).toBe(0);
    expect(stdout.split('\n')[0]).toMatch(/^ +Optimizer +To 0\.2 +To 0\.999 +Best$/);
    const places = [...stdout.matchAll(/^ *(\d+) +([a-z]+) .*– +0\.\d{4}$/gm)].map(([, place]) => Number(place));
    expect(places).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(stdout).toMatch(/Race of the optimizers/);
    expect(await readFile(join(dir, 'race', 'race.svg'), 'utf8')).toMatch(/^<svg /);
    const drawn = await runCli(['plot', join(dir, 'race'), '--chart', 'race', '--to', '0.2,0.999', '--ascii']);
    expect(drawn.stdout).toMatch(/20 % .* 99\.9 %/);
  });

  it('uses the best learning rate of each optimizer', async () => {
    const racers = ['opt/sgd', 'opt/adam', 'opt/rmsprop'];
    const args = [
      'race',
      ...racers,
      '--lr',
      '1e-3..1e-1:2',
      '--json',
      '--limit',
      '100',
      '--epochs',
      '1',
      '--jobs',
      '1',
    ];
    const { ranking, to, report } = JSON.parse((await runCli(args)).stdout);
    expect(to).toEqual([0.8, 0.9, 0.95]);
    expect(report.rows).toHaveLength(2 * racers.length);
    expect(ranking).toHaveLength(racers.length);
    for (const { variant } of ranking) expect(variant).toMatch(/^opt\/[a-z]+ learningRate=(0\.001|0\.1)$/);
  });
});

describe('mlp-lab inspect', () => {
  it('shows gradients, activations and saturated or dead units of each layer, before and after training', async () => {
    const out = join(dir, 'inspected');
    const { code, stdout } = await runCli(['inspect', 'baseline', 'relu', '--probe', '50', '--out', out, ...SHORT]);
    expect(code).toBe(0);
    const lines = stdout.split('\n');
    expect(lines[0]).toMatch(/^Variant +Layer +Gradient norm +Activation +Mean ± deviation +Saturated \/ dead$/);
    expect(lines[1]).toMatch(
      /^baseline +dense_1 +\d\.\de[-+]\d+ → \d\.\de[-+]\d+ +sigmoid +0\.\d{3} ± .* \d+\.\d % → \d+\.\d %$/,
    );
    expect(lines[6]).toMatch(/^relu +dense_1 .* relu /);
    expect(stdout).toMatch(/Gradient norms of the first layer/);
    expect(await readdir(out)).toEqual(
      expect.arrayContaining(['gradient-norms.svg', 'gradient-norms.relu.svg', 'report.json', 'networks']),
    );
    expect(JSON.parse(await readFile(join(out, 'inspection.json'), 'utf8'))).toMatchObject({
      schema: 'mlp-lab/inspection@1',
      probe: 50,
      variants: [{ variant: 'baseline', snapshots: [{ epoch: 0 }, { epoch: 1 }] }, { variant: 'relu' }],
    });
    const without = await runCli(['inspect', 'baseline', 'relu', '--probe', '50', ...SHORT]);
    expect(without.stdout).toBe(stdout);
    const plotted = await runCli(['plot', out, '--chart', 'gradient-norms', '--variant', 'relu']);
    expect([plotted.code, plotted.stdout]).toEqual([0, expect.stringMatching(/gradient norm by epoch/)]);
  });

  it('refuses a folder with files of others, and one that it cannot write to, before any training', async () => {
    const others = join(dir, 'others');
    await mkdir(others);
    await writeFile(join(others, 'inspection.json'), '{"mine": true}');
    const refused = await runCli(['inspect', 'relu', '--out', others, ...SHORT]);
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringMatching(/^mlp-lab: .*others contains files that are not of a run \(inspection\.json\)/),
    ]);
    const { code, stderr } = await runCli([
      'inspect',
      'relu',
      '--tensorboard',
      join(others, 'inspection.json'),
      ...SHORT,
    ]);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^mlp-lab: .*expected a folder that can be written to/)]);
  });
});

describe('mlp-lab train', () => {
  it('prints the results and curves of one network', async () => {
    const { code, stdout } = await runCli(['train', 'relu', '--seed', '3', ...SHORT, '--epochs', '2']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Activation function \(relu\): ReLU instead of sigmoid$/m);
    expect(stdout).toMatch(/^Test accuracy +0\.\d{4}$/m);
    expect(stdout).toMatch(/^Trained on +224 images, 2 epochs, batch size 32, seed 3$/m);
    expect(stdout).toMatch(/Learning curves/);
  });
});

describe('the progress', () => {
  it.skipIf(process.platform === 'win32').each(['2>&-', '2>/dev/full', '2>&1 >out.txt | head -c 1'])(
    'may go anywhere: the training goes on (%s)',
    async (redirection) => {
      const out = join(await mkdtemp(join(dir, 'progress-')), 'run');
      const command = `"$0" "$1" compare relu adam --epochs 3 --limit 320 --jobs 1 --out "$2" ${redirection}`;
      spawnSync('sh', ['-c', command, process.execPath, BIN, out], { cwd: dir });
      expect(JSON.parse(await readFile(join(out, 'report.json'), 'utf8')).rows).toHaveLength(2);
    },
  );
});

describe('the output', () => {
  it.skipIf(!existsSync('/dev/full'))('that a full disk refuses is one line of error', () => {
    const { status, stderr } = spawnSync('sh', ['-c', '"$0" "$1" list variants > /dev/full', process.execPath, BIN], {
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([1, expect.stringMatching(/^mlp-lab: cannot write the output: ENOSPC.*\n$/)]);
  });
});

describe('a run folder', () => {
  it.skipIf(process.platform === 'win32')('says why a file can grow no larger, and goes on once it can', async () => {
    const out = join(dir, 'limited');
    const command = ['compare', 'relu', ...QUICK, '--out', out];
    const limited = `trap '' XFSZ; ulimit -f 64; exec "$0" "$@"`; // 32 or 64 kB: the weights are larger
    const { status, stderr } = spawnSync('sh', ['-c', limited, process.execPath, BIN, ...command], {
      encoding: 'utf8',
    });
    expect(status).toBe(1);
    expect(stderr).toContain(
      `${out}: a file would be larger than this process may write (EFBIG): raise the limit, as with ulimit -f unlimited, and rerun the command to go on`,
    );
    expect((await runCli(command)).code).toBe(0);
  });
});

describe('mlp-lab list', () => {
  it('shows variants, optimizers and backends', async () => {
    const { code, stdout } = await runCli(['list']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^he-normal +Weight initialization +He normal instead of Glorot uniform +0\.8625$/m);
    expect(stdout).toMatch(/^adamw +learningRate 0\.001, .*weightDecay 0\.004$/m);
    expect(stdout).toMatch(/^wasm +TensorFlow.js's WebAssembly kernels .* +yes$/m);
  });

  it('shows only the backends, and how to install those that are missing', async () => {
    const { code, stdout, stderr } = await runProcess(['list', 'backends', '--json'], WITHOUT_TFJS_NODE);
    expect([code, stderr]).toEqual([0, '']);
    const listed = JSON.parse(stdout);
    expect(Object.keys(listed)).toEqual(['backends']);
    const missing = listed.backends.map(({ name, missing }: Record<string, string>) => [name, missing]);
    expect(Object.fromEntries(missing)).toEqual({
      engine: null,
      node: '@tensorflow/tfjs-node is not installed; install it: npm install @tensorflow/tfjs-node (it works on Node 20, 22 and 24)',
      wasm: null,
      webgpu: 'it runs only in browsers (mlp-lab trains there with --browser); Node has engine, node, wasm, cpu',
      webgl: 'it runs only in browsers (mlp-lab trains there with --browser); Node has engine, node, wasm, cpu',
      cpu: null,
    });
    const text = await runProcess(['list', 'backends'], WITHOUT_TFJS_NODE);
    expect(text.stdout).toMatch(/^Backend +What it is +Available$/m);
    expect(text.stdout).toMatch(/^auto .* engine$/m);
  });

  it('shows the variants of a pattern', async () => {
    const { stdout } = await runCli(['list', 'opt/ad*', '--json']);
    expect(JSON.parse(stdout).variants.map(({ name }: { name: string }) => name)).toEqual([
      'opt/adagrad',
      'opt/adadelta',
      'opt/adam',
      'opt/adamax',
      'opt/adamw',
    ]);
  });
});

describe('mlp-lab show', () => {
  it("draws the notebook's first digits with their labels", async () => {
    const { code, stdout } = await runCli(['show']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Label: 5 +Label: 7/);
    expect(stdout.split('\n').length).toBeGreaterThan(14);
  });

  it('draws the chosen images', async () => {
    const { stdout } = await runCli(['show', '1', '2', '--set', 'test']);
    expect(stdout).toMatch(/Label: 2 +Label: 1/);
  });
});

describe('mlp-lab bench', () => {
  it('shows minimum, median and maximum of the engine, other backends and scripts', async () => {
    const peers = await mkdtemp(join(dir, 'peers-'));
    await writeFile(join(peers, 'a.py'), `echo '{ "name": "Peer 1.0", "epochs": [30, 10, 20, 50] }'`);
    await writeFile(join(peers, 'b.py'), 'echo no luck >&2; exit 1');
    const args = ['bench', 'relu', '--backend', 'cpu', '--epochs', '3', '--limit', '200', '--peers', peers];
    const { code, stdout } = await runCli([...args, '--python', 'sh']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Network +Trained by +Min ms +Median +Max +Ratio$/m);
    expect(stdout).toMatch(/^relu +engine +\d+\.\d +\d+\.\d +\d+\.\d +1\.00$/m);
    expect(stdout).toMatch(/^relu +cpu +\d+\.\d +– +– +\d+\.\d\d$/m);
    expect(stdout).toMatch(/^relu +Peer 1\.0 +10\.0 +25\.0 +50\.0 +\d+\.\d\d$/m);
    expect(stdout).toMatch(/^b\.py: no luck$/m);
    const { measurements, peers: measured } = JSON.parse((await runCli([...args, '--python', 'sh', '--json'])).stdout);
    const { epochs, min, median, max } = measurements[0];
    expect([...epochs].sort((x, y) => x - y)).toEqual([min, median, max]);
    expect(measured[0].timing).toEqual({ epochs: [30, 10, 20, 50], min: 10, median: 25, max: 50 });
  });
});

describe('bad input gets one line, the right exit code and nothing on stdout', () => {
  it.each([
    ['an unknown command', ['comapre'], /unknown command 'comapre'.*compare/],
    ['a mistyped option', ['compare', '--epoch', '3'], /unknown option '--epoch'.*--epochs/],
    ['an unknown variant', ['compare', 'rellu'], /unknown variant 'rellu': did you mean relu/],
    ['a pattern that matches nothing', ['compare', 'nope/*'], /no variant matches nope/],
    ['an unknown backend', ['train', 'relu', '--backend', 'wasmm'], /unknown backend 'wasmm': did you mean wasm/],
    ['an unknown protocol', ['compare', '--protocol', 'fair'], /'fair' is invalid.*as-published, controlled/],
    ['a non-number', ['compare', '--epochs', 'ten'], /'ten' is invalid. Expected an integer of at least 1/],
    ['a number below the range', ['compare', '--batch-size', '0'], /'0' is invalid. Expected an integer of at least 1/],
    ['seeds that are not numbers', ['compare', '--seeds', '1,x'], /'1,x' is invalid. Expected integers of at least 0/],
    ['a repeated seed', ['compare', '--seeds', '1,1', ...QUICK], /seeds: expected each once/],
    ['an index that is too large', ['show', '60000'], /expected 0 to 59999 .*received 60000/],
    [
      'a list pattern that matches nothing',
      ['list', 'opt/adm'],
      /no variant matches 'opt\/adm': did you mean opt\/adam/,
    ],
    ['no variant', ['train'], /train: expected the name of a variant/],
    ['a sweep without settings', ['sweep'], /required option '--set/],
    ['a setting without values', ['sweep', '--set', 'dropout'], /'dropout' is invalid.*dropout=0,0\.2/],
    ['a setting that no recipe has', ['sweep', '--set', 'droput=0'], /no droput: did you mean dropout/],
    [
      'a setting with the name of an inherited property',
      ['sweep', '--set', 'constructor=1', ...QUICK],
      /no constructor: /,
    ],
    ['a setting that is no field at all', ['compare', 'relu', '--set', '__proto__=1', ...QUICK], /no __proto__: /],
    ['widths that are not numbers', ['sweep', '--set', 'hidden=fifty'], /'hidden=fifty' is invalid.*50x4/],
    ['an unknown optimizer', ['sweep', '--set', 'optimizer=adm'], /unknown optimizer 'adm': did you mean adam/],
    ['an invalid recipe', ['sweep', '--set', 'dropout=1', ...QUICK], /dropout must be a number from 0 to less than 1/],
    ['a setting that is given twice', ['sweep', '--set', 'epochs=1,2', '--epochs', '3'], /epochs: .* received both/],
    ['an invalid range', ['race', '--lr', '1e-1..1e-4'], /'1e-1\.\.1e-4' is invalid.*1e-4\.\.1e-1/],
    ['an invalid accuracy', ['race', '--to', '90'], /'90' is invalid\. Expected up to three accuracies/],
  ])('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await runCli(args);
    expect(stderr).toMatch(message);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('a backend that is not available', async () => {
    const runs = [
      runProcess(['train', 'relu', ...SHORT, '--backend', 'node'], WITHOUT_TFJS_NODE),
      runCli(['train', 'relu', ...SHORT, '--backend', 'webgl']),
      runCli(['bench', 'relu', '--backend', 'webgpu']),
    ];
    const messages = [
      /^mlp-lab: backend 'node' is not available here: .* npm install @tensorflow\/tfjs-node .*Node 20, 22 and 24/,
      /^mlp-lab: backend 'webgl' is not available here: it runs only in browsers/,
      /^mlp-lab: backend 'webgpu' is not available here: it runs only in browsers/,
    ];
    for (const [i, { code, stdout, stderr }] of (await Promise.all(runs)).entries()) {
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(messages[i]);
      expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    }
  });

  it('a missing data folder', async () => {
    const { code, stdout, stderr } = await runCli(['compare', 'relu', '--data', join(dir, 'nowhere')]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/nowhere/);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('a corrupt data file', async () => {
    const data = await mkdtemp(join(dir, 'data-'));
    for (const name of ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1'])
      await writeFile(join(data, `${name}-ubyte`), 'not IDX');
    const { code, stdout, stderr } = await runCli(['show', '--data', data]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/-ubyte.*magic/i);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });

  it('an output folder that cannot be written', async () => {
    await writeFile(join(dir, 'file'), '');
    const { code, stdout, stderr } = await runCli(['compare', 'relu', '--out', join(dir, 'file'), ...QUICK]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/file: expected a folder, found a file/);
    expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

it('shows help and version without an error', async () => {
  const help = await runCli(['--help']);
  expect(help.code).toBe(0);
  for (const command of ['compare', 'sweep', 'race', 'inspect', 'train', 'list', 'show'])
    expect(help.stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'));
  const version = await runCli(['--version']);
  expect([version.code, version.stdout]).toEqual([0, expect.stringMatching(/^\d+\.\d+\.\d+\n$/)]);
});
