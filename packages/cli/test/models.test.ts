// Networks out of a run, into files, and into the commands that take models of any origin.
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './run-cli';

let dir: string;
let run: string;
const LIMIT = ['--limit', '500'];
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'mlp-lab-models-'));
  run = join(dir, 'run');
  const options = ['--scale', 'unit', '--epochs', '2', '--set', 'optimizer=adam', ...LIMIT];
  await runCli(['compare', 'relu', ...options, '--out', run]);
  for (const format of ['onnx', 'keras', 'tfjs', 'safetensors'])
    await runCli(['export', run, '--format', format, '--out', dir]);
  await runCli(['export', run, 'relu.seed-1', '--format', 'onnx', '--scale', '--out', join(dir, 'raw')]);
});
afterAll(() => rm(dir, { recursive: true }));

const asked = async (...args: string[]) => JSON.parse((await runCli([...args, '--json'])).stdout);
const file = (name: string) => join(dir, name);

describe('export', () => {
  it('calls files after the network', async () => {
    const names = await readdir(dir);
    const expected = ['onnx', 'keras', 'safetensors', 'pytorch.safetensors'].map((ending) => `relu.seed-1.${ending}`);
    expect(names).toEqual(expect.arrayContaining([...expected, 'relu.seed-1']));
    expect(await readdir(file('relu.seed-1'))).toEqual(['group1-shard1of1.bin', 'model.json']);
  });

  it('refuses a network that the run lacks, and another format', async () => {
    const { code, stderr } = await runCli(['export', run, 'relu.seed-7', '--format', 'onnx']);
    expect([code, stderr]).toEqual([2, expect.stringMatching(/no row 'relu\.seed-7'/)]);
    expect((await runCli(['export', run, '--format', 'pth'])).stderr).toMatch(/Allowed choices are onnx, keras/);
  });

  it('scales pixels as the run did and no other way, and those of a model file as it is told', async () => {
    const scaled = (source: string, ...scale: string[]) =>
      runCli(['export', source, '--format', 'onnx', '--out', file('scaled'), '--scale', ...scale]);
    expect((await scaled(run, 'unit')).code).toBe(0);
    const { code, stderr } = await scaled(run, 'standard');
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining(
        '--scale: expected unit, or no name: run/relu.seed-1 was trained on such pixels, received',
      ),
    ]);
    expect((await scaled(file('relu.seed-1.keras'))).stderr).toMatch(
      "--scale: expected unit or standard, for relu.seed-1.keras doesn't say which, received",
    );
    expect((await scaled(file('raw/relu.seed-1.onnx'), 'unit')).stderr).toMatch(/scales its pixels itself/);
  });
});

describe('evaluate', () => {
  it('gives every format the accuracy of the run', async () => {
    const files = ['relu.seed-1.onnx', 'relu.seed-1.keras', 'relu.seed-1'].map(file);
    const { models } = await asked('evaluate', ...files, run, '--scale', 'unit', ...LIMIT);
    expect(models).toHaveLength(4);
    for (const { accuracy, loss, output, confusion } of models) {
      expect({ accuracy, loss }).toEqual({ accuracy: models[3].accuracy, loss: models[3].loss });
      expect(output).toBe('probabilities');
      expect(confusion.flat().reduce((a: number, b: number) => a + b, 0)).toBe(500);
    }
    const [raw] = (await asked('evaluate', file('raw/relu.seed-1.onnx'), ...LIMIT)).models;
    expect(raw.accuracy).toBeCloseTo(models[0].accuracy, 2);
    const { stderr } = await runCli(['evaluate', file('raw/relu.seed-1.onnx'), '--scale', 'unit', ...LIMIT]);
    expect(stderr).toMatch(/relu\.seed-1\.onnx scales its pixels itself.*\(unit\): expected --scale none\.$/m);
    const [weights] = (
      await asked('evaluate', file('relu.seed-1.pytorch.safetensors'), '--recipe', 'relu', '--scale', 'unit', ...LIMIT)
    ).models;
    expect(weights.loss).toBe(models[0].loss);
  });

  it('refuses in one line what is not there, is a pickle, or takes other images', async () => {
    const fixture = (name: string) =>
      fileURLToPath(new URL(`../../../fixtures/exchange/models/${name}`, import.meta.url));
    await mkdir(file('saved'));
    await writeFile(file('saved/saved_model.pb'), '');
    for (const [name, message] of [
      [file('no.onnx'), /no\.onnx can't be read/],
      [file('saved'), /saved: it is a SavedModel.*model\.save/],
      [fixture('torch.pth'), /it is a pickle, .*from PyTorch, .*save_file/],
      [fixture('image.keras'), /expected a network for images of 28 × 28 pixels/],
      [fixture('torch.safetensors'), /a recipe is needed to read it: --recipe NAME/],
    ] as const) {
      const { code, stdout, stderr } = await runCli(['evaluate', name, ...LIMIT]);
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(message);
      expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    }
  });
});

describe('a refusal', () => {
  it('is one line, with the name of the file', async () => {
    const fixture = (name: string) => fileURLToPath(new URL(`../../../fixtures/exchange/${name}`, import.meta.url));
    const small = fixture('continued/adam.keras');
    const limited = fixture('keras/training-constraint.keras');
    const good = file('relu.seed-1.onnx');
    const size = /adam\.keras: expected a network for images of 28 × 28 pixels, received one for rows of \[6\] numbers/;
    for (const [words, message] of [
      [['evaluate', good, small], size],
      [['vote', good, small], size],
      [['predict', small, '0'], size],
      [['train', '--from', small, '--epochs', '1'], size],
      [['train', '--from', limited], /training-constraint\.keras: layer dense \(Dense\) has kernel_constraint/],
    ] as const) {
      const { code, stderr } = await runCli([...words, ...(words[0] === 'predict' ? [] : LIMIT)]);
      expect([words, code]).toEqual([words, 1]);
      expect(stderr).toMatch(message);
      expect(stderr.trimEnd().split('\n')).toHaveLength(1);
    }
  });
});

describe('vote', () => {
  it('of one network in three files is that network', async () => {
    const files = [file('relu.seed-1.onnx'), file('relu.seed-1.keras')];
    const vote = await asked('vote', ...files, run, '--scale', 'unit', ...LIMIT);
    expect(vote.members).toHaveLength(3);
    expect(vote.accuracy).toBe(vote.members[0].accuracy);
    expect(vote.ensemble.disagreement.flat()).toEqual(Array(9).fill(0));
    const { stdout } = await runCli(['vote', ...files, '--scale', 'unit', '--voting', 'hard', ...LIMIT]);
    expect(stdout).toMatch(/^Ensemble of 2: hard vote on 500 test images/);
    expect((await runCli(['vote', files[0], ...LIMIT])).stderr).toMatch(/expected at least two/);
  });
});

describe('predict and train', () => {
  it('classify and go on with a file', async () => {
    const probabilities = async (...args: string[]): Promise<number[]> =>
      (await asked('predict', ...args, '0', '3')).predictions.flatMap(
        (each: { probabilities: number[] }) => each.probabilities,
      );
    const scaled = await probabilities(file('relu.seed-1.keras'), '--scale', 'unit');
    const raw = await probabilities(file('raw/relu.seed-1.onnx'));
    expect(scaled).toHaveLength(20);
    for (const [i, value] of raw.entries()) expect(Math.abs(value - scaled[i])).toBeLessThan(1e-6);
    const [before] = (await asked('evaluate', file('relu.seed-1.keras'), '--scale', 'unit', ...LIMIT)).models;
    const options = ['--scale', 'unit', '--epochs', '1', '--tensorboard', file('tensorboard'), ...LIMIT];
    const report = await asked(
      'train',
      'relu',
      '--from',
      file('relu.seed-1.keras'),
      '--set',
      'optimizer=adam',
      ...options,
    );
    const [{ testLoss }] = report.rows[0].runs;
    expect(testLoss).toBeLessThan(before.loss);
    expect(await readdir(file('tensorboard'))).toEqual(['from-relu.seed-1.keras.seed-1']);
    const { stderr } = await runCli(['train', '--from', file('relu.seed-1.onnx'), ...options.slice(0, 4), ...LIMIT]);
    expect(stderr).toMatch(
      /adam starts anew: what it had averaged of earlier gradients is not taken over from relu\.seed-1\.onnx: the file has none/,
    );
    expect((await runCli(['train'])).stderr).toMatch(/expected the name of a variant, or --from MODEL/);
  });

  it('go on with the optimizer of a run, unless another is asked for', async () => {
    const options = ['--epochs', '1', ...LIMIT];
    const goesOn = await runCli(['train', '--from', run, ...options]);
    expect(goesOn.stderr).toMatch(
      /adam \(learning rate 0\.001\) goes on where it was in run\/relu\.seed-1, after \d+ steps/,
    );
    const other = await runCli(['train', '--from', run, '--set', 'optimizer=nadam', ...options]);
    expect(other.stderr).toMatch(/nadam starts anew.*relu\.seed-1: it was trained with adam/);
  });
});
