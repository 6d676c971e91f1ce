import {
  confusionMatrix,
  digits,
  learningCurves,
  type Mark,
  networkDiagram,
  optimizerRace,
  renderText,
  summaryBars,
  votes,
} from '@mlp-lab/viz';
import { describe, expect, test } from 'vitest';
import { layers, plainDigits, runs, summaryRows } from './examples';

const textsOf = (marks: readonly Mark[]) => marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
const lines = (...args: Parameters<typeof renderText>) => renderText(...args).split('\n');

describe('digits', () => {
  test('a digit of MNIST takes 28 columns and 14 lines', () => {
    const drawn = lines(digits(plainDigits.slice(0, 1)), { width: 28, color: true });
    expect(drawn).toHaveLength(2 + 14 + 1); // title and an empty line, the picture, the caption
    expect(drawn.at(-1)).toBe('Label: 5');
  });

  test('as many are side by side as fit', () => {
    const captions = (width: number) => lines(digits(plainDigits), { width }).find((line) => line.includes('Label'));
    expect(captions(28)).toBe('Label: 5');
    expect(captions(58)).toMatch(/^Label: 5 +Label: 0$/);
    expect(captions(57)).toBe('Label: 5');
  });

  test('a prediction is captioned with its probability, and is in colour where it is wrong', () => {
    const item = { ...plainDigits[0], prediction: 3, confidence: 0.974 };
    const wrong = lines(digits([item]), { color: true }).at(-1);
    const right = lines(digits([{ ...item, prediction: 5 }]), { color: true }).at(-1);
    expect(wrong).toBe('\x1b[38;5;166m5 → 3, 97 %\x1b[0m');
    expect(right).toBe('5 → 5, 97 %');
  });

  test('a long caption takes two lines, and never loses the probability', () => {
    const item = {
      ...plainDigits[0],
      label: 'Acrylic on canvas, unframed',
      prediction: 'Watercolour',
      confidence: 0.97,
    };
    const texts = textsOf(digits([item, item]).marks);
    expect(texts).toContain('Acrylic on can…');
    expect(texts).toContain('→ Water…, 97 %');
  });
});

describe('learning curves', () => {
  test('label each curve with its last mean over the seeds', () => {
    const text = renderText(learningCurves([{ name: 'a', histories: [{ loss: [9, 1] }, { loss: [9, 2] }] }]));
    expect(text).toContain('a 1.500');
  });

  test('stand side by side from 120 columns', () => {
    expect(
      lines(learningCurves(runs), { width: 120 }).some((line) => /accuracy by epoch +loss by epoch/.test(line)),
    ).toBe(true);
    expect(
      lines(learningCurves(runs), { width: 119 }).some((line) => /accuracy by epoch +loss by epoch/.test(line)),
    ).toBe(false);
  });

  test('stand one below the other where the names need the room', () => {
    const history = { loss: [2, 1], acc: [0.1, 0.2] };
    const heads = (name: string) =>
      learningCurves([{ name, histories: [history] }]).marks.flatMap((mark) =>
        mark.kind === 'text' && mark.weight === 'bold' && mark.size === undefined ? [mark.x] : [],
      );
    expect(heads('relu')).toEqual([0, 496]);
    const name = 'opt/adam learningRate=0.0001';
    expect(heads(name)).toEqual([0, 0]);
    expect(textsOf(learningCurves([{ name, histories: [history] }]).marks)).toContain(`${name} 0.200`);
  });

  test('tell training from validation where there is one epoch', () => {
    const histories = [{ loss: [2], acc: [0.1], val_loss: [1], val_acc: [0.2] }];
    const { marks } = learningCurves([{ name: 'relu', histories }], { metric: 'acc' });
    expect(textsOf(marks)).toContain('filled: validation, hollow: training');
    expect(marks.flatMap((mark) => (mark.kind === 'point' ? [mark.shape] : []))).toEqual(['ring', 'circle']);
  });

  test('have one panel where there is one metric', () => {
    expect(renderText(learningCurves([{ name: 'a', histories: [{ loss: [2, 1] }] }]))).not.toContain('accuracy');
    expect(renderText(learningCurves(runs, { metric: 'acc' }))).not.toContain('loss');
  });

  test('keep their axes while training goes on, on request', () => {
    const axes = (epochs: number) => {
      const acc = [0.5, 0.6, 0.7, 0.8].slice(0, epochs);
      const chart = learningCurves([{ name: 'a', histories: [{ loss: acc, acc }] }], {
        metric: 'acc',
        fullRange: true,
        epochs: 100,
      });
      return chart.marks.filter((mark) => mark.kind === 'text' && mark.tone === 'muted');
    };
    expect(axes(1)).toEqual(axes(4));
    expect(axes(4).map((mark) => mark.kind === 'text' && mark.text)).toEqual(
      expect.arrayContaining(['0.0', '1.0', '1', '100', 'epoch']),
    );
  });

  test('start at epoch 1', () => {
    expect(lines(learningCurves(runs, { metric: 'acc' })).at(-1)).toMatch(/^ +1 +10 .* 100$/);
  });
});

describe('summary bars', () => {
  test('say mean and standard deviation at the end of the bar', () => {
    // 0.9510, 0.9526 and 0.9494: the mean is the first, and both deviations are 0.0016
    expect(renderText(summaryBars(summaryRows))).toMatch(/relu █+.* 0\.9510 ± 0\.0016\n/);
  });

  test('are as long as their accuracy is large', () => {
    const drawn = renderText(
      summaryBars([
        { name: 'half', mean: 0.5 },
        { name: 'full', mean: 1 },
      ]),
      { width: 52 },
    );
    // 52 columns less "full ", " 1.0000" leave 40.
    expect(drawn).toContain(`half ${'█'.repeat(20)} `);
    expect(drawn).toContain(`full ${'█'.repeat(40)} 1.0000`);
  });

  test('take one line each where there is nothing to compare with', () => {
    expect(
      lines(
        summaryBars([
          { name: 'a', mean: 0.5 },
          { name: 'b', mean: 0.5 },
        ]),
      ),
    ).toHaveLength(2 + 2 + 2);
  });

  test('have long names whole, above them where there is no room beside', () => {
    const [one, other] = ['50-50-50-50 relu, SGD 0.001', '50-50-50-50 relu, SGD 0.001, dropout 0.2'];
    const chart = summaryBars([one, other].map((name) => ({ name, mean: 0.5 })));
    expect(lines(chart, { width: 60 })).toContain(`${other}${' '.repeat(60 - other.length - 6)}0.5000`);
    expect(lines(chart, { width: 130 })[3]).toMatch(new RegExp(`^${other} █+ +0\\.5000$`));
    const { marks } = chart.forWidth!(480);
    const names = marks.filter((mark) => mark.kind === 'text' && [one, other].includes(mark.text)) as Extract<
      Mark,
      { kind: 'text' }
    >[];
    expect(names).toHaveLength(2);
    for (const mark of marks)
      if (mark.kind === 'rule' && mark.role === 'guide')
        for (const { y } of names)
          expect(mark.y2 <= y - 8 || mark.y1 >= y + 8, 'no grid line through a name').toBe(true);
  });
});

describe('the confusion matrix', () => {
  test('shows recall at the end of each row, precision below, accuracy above', () => {
    const drawn = lines(
      confusionMatrix([
        [8, 2],
        [1, 9],
      ]),
    );
    expect(drawn[1]).toContain('accuracy 0.8500');
    expect(drawn.find((line) => /^ +0 +8/.test(line))).toMatch(/8 +2 +\.800/);
    expect(drawn.find((line) => line.startsWith('precision'))).toMatch(/\.889 +\.818/);
  });

  test('of no image at all has no rates', () => {
    const chart = confusionMatrix([
      [0, 0],
      [0, 0],
    ]);
    expect(lines(chart)[1]).toContain('accuracy –');
    expect(chart.desc).toContain('accuracy –');
  });

  test('shows rates on request', () => {
    expect(
      renderText(
        confusionMatrix(
          [
            [3, 1],
            [0, 4],
          ],
          { values: 'rate' },
        ),
      ),
    ).toMatch(/\.750 +\.250/);
  });
});

describe('the names of many classes', () => {
  const classes = Array.from({ length: 40 }, (_, i) => `class${i}`);
  const once = classes.map((_, i) => classes.map((_, j) => Number(i === j)));

  test('are numbers above columns too narrow to tell the names apart, and both beside rows', () => {
    const texts = textsOf(confusionMatrix(once, { labels: classes }).marks);
    expect(texts).toContain('39');
    expect(texts).toContain('39 class39');
    expect(texts.some((text) => text.includes('…'))).toBe(false);
  });

  test('stand above columns where they can be told apart', () => {
    const texts = textsOf(confusionMatrix([[1, 0], [0, 1]], { labels: ['Trouser', 'Pullover'] }).marks); // biome-ignore format: a matrix
    expect(texts).toEqual(expect.arrayContaining(['Trouser', 'Pullover']));
    expect(texts).not.toContain('0 Trouser');
  });
});

describe('the race', () => {
  const racer = (name: string, val_acc: number[]) => ({ name, histories: [{ loss: [1], val_acc }] });

  test('is won by the run that reaches the last accuracy first', () => {
    const chart = optimizerRace([
      racer('slow', [0.8, 0.9, 0.96]),
      racer('never', [0.9, 0.9, 0.9]),
      racer('fast', [0.1, 0.96, 0.96]),
    ]);
    expect(chart.desc).toBe('fast: 95 % at epoch 2; slow: 95 % at epoch 3; never: 90 % at epoch 1.');
  });

  test('has the names of two learning rates whole', () => {
    const names = ['opt/adam learningRate=0.001', 'opt/adam learningRate=0.0001'];
    const { marks } = optimizerRace(names.map((name) => racer(name, [0.5])));
    expect(textsOf(marks)).toEqual(expect.arrayContaining(names));
  });

  test('shows the best accuracy of a run that reaches no threshold', () => {
    expect(optimizerRace([racer('lost', [0.1, 0.3, 0.2])]).desc).toBe('lost: best 30.0 %.');
  });
});

describe('votes', () => {
  test('are a dot where they are correct and a label where they are wrong', () => {
    const chart = votes({ labels: [1, 2, 3], members: [{ name: 'a', predictions: [1, 7, 3] }], ensemble: [1, 2, 3] });
    expect(lines(chart).slice(3)).toEqual([
      'true label  1  2  3   correct',
      '         a  ·  7  ·   2 of 3',
      '  ensemble  ·  ·  ·   3 of 3',
    ]);
  });

  test('continue in another block where they do not fit', () => {
    const labels = Array.from({ length: 40 }, (_, i) => i % 10);
    const drawn = lines(votes({ labels, members: [{ name: 'a', predictions: labels }] }), { width: 60 });
    expect(drawn.filter((line) => line.startsWith('true label'))).toHaveLength(4); // 60 - 11 - 10 columns hold 13
  });
});

test('the network diagram counts all parameters', () => {
  // 784·50+50, 3 × (50·50+50), 50·10+10 and four batch normalizations of 4·50
  expect(renderText(networkDiagram(layers))).toContain('48,210 parameters');
});

describe('a failed run', () => {
  const failed = { name: 'broken', title: 'Broken' };

  test('is a row that says so instead of a bar', () => {
    const chart = summaryBars([...summaryRows.slice(0, 1), failed]);
    expect(lines(chart, { width: 80 }).find((line) => line.includes('Broken'))).toMatch(/Broken +failed$/);
    expect(chart.desc).toMatch(/Broken: failed\.$/);
    expect(chart.marks.filter((mark) => 'role' in mark && mark.role === 'bar')).toHaveLength(1);
  });

  test('is named under the title of learning curves', () => {
    const drawn = lines(learningCurves(runs.slice(0, 1), { failed: ['broken', 'worse'] }), { width: 118 });
    expect(drawn[1]).toMatch(/; failed: broken, worse$/);
    const many = learningCurves(runs.slice(0, 1), { failed: [...'abcdefgh'] });
    expect(lines(many, { width: 118 })[1]).toMatch(/; failed: a, b, c, d and 4 more$/);
  });
});
