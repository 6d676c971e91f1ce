import { chooseRun, durationText, reproduceCommand, setNotes, shellCommand, timeLeft } from '@mlp-lab/report';
import { describe, expect, it } from 'vitest';
import { registry } from './kept-run';
import { madeReport, madeRow, madeRun } from './made-report';

describe('a shell command', () => {
  it('quotes what a shell would read as more than a word', () => {
    expect(shellCommand(['train', 'relu', '--set', 'a=1', '--out', "it's", 'a b', '$x', ''])).toBe(
      "mlp-lab train relu --set a=1 --out 'it'\\''s' 'a b' '$x' ''",
    );
  });
});

describe('the command that reproduces a run', () => {
  const { recipe } = registry.get('relu');
  const config = {
    schema: 'mlp-lab/config@1',
    dataset: { name: 'mnist', train: 60000, test: 10000 },
    protocol: 'as-published',
    backend: 'engine',
    seeds: [7],
  } as const;

  it('is an ensemble command for a pool of one variant', () => {
    const rows = [{ variant: 'relu', recipe, ensemble: { members: 2, voting: 'hard' as const } }];
    const asked = { ...config, seeds: [7], rows, weights: [1, 2] };
    expect(reproduceCommand(asked, { registry, available: 60000 })).toBe(
      'mlp-lab ensemble --variant relu --members 2 --voting hard --weights 1,2 --seed 7 --backend engine',
    );
  });

  it('is none where settings were given to every row, or a variant is unknown', () => {
    const asked = { ...config, seeds: [7], rows: [{ variant: 'relu', recipe }] };
    expect(reproduceCommand({ ...asked, overrides: { set: { dropout: 0.1 } } }, { registry })).toBeUndefined();
    expect(reproduceCommand({ ...asked, rows: [{ variant: 'own', recipe }] }, { registry })).toBeUndefined();
  });
});

describe('the settings given to every row', () => {
  it('are words: lists with dashes, objects by their names', () => {
    const set = { dropout: 0.1, hidden: [100, 50], optimizer: { name: 'adam', learningRate: 0.1 } };
    expect(setNotes({ set })).toEqual(['dropout 0.1', 'hidden 100-50', 'optimizer adam']);
    expect(setNotes({})).toEqual([]);
  });
});

describe('the chosen run', () => {
  const row = (variant: string, mean: number, ...seeds: number[]) =>
    madeRow(variant, mean, { runs: seeds.map((seed) => madeRun(seed)) });
  const report = madeReport;

  it('is by default the first of the best row, of equal ones the first', () => {
    const { row: best, run } = chooseRun(
      report(row('none', 2), row('a', 0.5, 3), row('b', 0.75, 5, 4), row('c', 0.75, 6)),
    );
    expect([best.variant, run.seed]).toEqual(['b', 5]);
  });

  it('is the one that is asked for, or an error that names those there are', () => {
    const made = report(row('relu', 0.5, 1, 2), row('adam', 0.75, 1));
    expect(chooseRun(made, { variant: 'relu', seed: 2 }).run.seed).toBe(2);
    expect(() => chooseRun(made, { variant: 'rellu' })).toThrow(/no row 'rellu': did you mean relu/);
    expect(() => chooseRun(made, { seed: 2 })).toThrow('adam has no seed 2: expected one of 1');
    expect(() => chooseRun(report(row('a', 1)))).toThrow(/all of its networks failed/);
  });
});

describe('spans of time', () => {
  it.each([
    [4.24, '4.2 s'],
    [725.9, '12 min 5 s'],
    [4020, '1 h 7 min'],
  ])('%s seconds: %s', (seconds, text) => {
    expect(durationText(seconds)).toBe(text);
  });

  it('are left at the speed since an earlier milestone', () => {
    expect(timeLeft(0.5, { time: 1000, fraction: 0.25 }, 11_000)).toBe('0:20');
    expect(timeLeft(0.1, { time: 0, fraction: 0 }, 10_000)).toBe('1:30');
    expect(timeLeft(0.25, { time: 1000, fraction: 0.25 }, 11_000)).toBe('–:––');
  });
});
