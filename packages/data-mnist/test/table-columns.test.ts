// Which column of a table is what, and what stands between them: 24 pictures of 2 × 2, of the classes 3 and 7. The second pixel tells them apart.
import { type GivenFile, loadMnist } from '@mlp-lab/data-mnist';
import { describe, expect, it } from 'vitest';

const COUNT = 24;
const pixelsOf = (i: number) => [0, i, 200 + i, 255];
const labelOf = (i: number) => (i % 4 === 0 ? 3 : 7);

/** A row for each picture: its pixels, its label and its index → cells. */
const rows = (cells: (pixels: number[], label: number, i: number) => unknown[], separator = ',') =>
  Array.from({ length: COUNT }, (_, i) => cells(pixelsOf(i), labelOf(i), i).join(separator));

const file = (name: string, lines: readonly string[]): GivenFile => new File([lines.join('\n')], name);

/** The pictures of both sets in their order in the table, with their classes. */
async function read(...source: GivenFile[]) {
  const { train, test, classNames = [], notes = [] } = await loadMnist({ source });
  const pictures = [train, test].flatMap(({ images, labels }) =>
    Array.from(labels, (label, i) => ({ pixels: [...images.subarray(4 * i, 4 * i + 4)], name: classNames[label] })),
  );
  return { pictures: pictures.sort((a, b) => a.pixels[1] - b.pixels[1]), notes };
}

const EXPECTED = Array.from({ length: COUNT }, (_, i) => ({ pixels: pixelsOf(i), name: String(labelOf(i)) }));

const labelFirst = rows((pixels, label) => [label, ...pixels]);

describe('a table', () => {
  it.each(['|', ';', '\t', '"a;b"'])('may have %j in a name between commas', async (name) => {
    const header = `label,pixel${name},b,c,d`;
    expect((await read(file('a.csv', [header, ...labelFirst]))).pictures).toEqual(EXPECTED);
  });

  it('may say its separator in the first line, as Excel reads it', async () => {
    const table = ['label;a;b;c;d', ...rows((pixels, label) => [label, ...pixels], ';')];
    expect((await read(file('a.csv', ['sep=;', ...table]))).pictures).toEqual(EXPECTED);
  });

  it('has its pixels in the order of their numbers', async () => {
    const header = 'label,pixel0,pixel1,pixel10,pixel2'; // sorted as texts
    const table = [header, ...rows(([a, b, c, d], label) => [label, a, b, d, c])];
    expect((await read(file('a.csv', table))).pictures).toEqual(EXPECTED);
  });

  it.each([
    ['first', 'Klasse,p0,p1,p2,p3', ([a, b, c, d]: number[], label: number) => [label, a, b, c, d]],
    ['between the pixels', 'p0,p1,Klasse,p2,p3', ([a, b, c, d]: number[], label: number) => [a, b, label, c, d]],
    ['last', 'p0,p1,p2,p3,Klasse', ([a, b, c, d]: number[], label: number) => [a, b, c, d, label]],
  ])('has its label in the only column that counts no pixels: %s', async (_, header, cells) => {
    expect((await read(file('a.csv', [header, ...rows(cells)]))).pictures).toEqual(EXPECTED);
  });

  it('may have other columns than pixels and labels, which are left out with a note', async () => {
    const table = ['weight,label,p0,p1,p2,p3', ...rows((pixels, label) => [0.5, label, ...pixels])];
    const { pictures, notes } = await read(file('a.csv', table));
    expect(pictures).toEqual(EXPECTED);
    expect(notes).toContain('Columns that are neither pixels nor labels were left out: weight.');
  });

  it('without names has a test set of a single class', async () => {
    const labelLast = (cells: string[]) => cells.map((row) => row.replace(/^(\d),(.*)$/, '$2,$1'));
    const test = labelFirst.filter((row) => row.startsWith('7'));
    const train = labelFirst.map((row) => row.replace(/\d+$/, '0'));
    const { pictures } = await read(file('a_train.csv', labelLast(train)), file('a_test.csv', labelLast(test)));
    expect(pictures.filter(({ pixels }) => pixels[3] === 255)).toEqual(EXPECTED.filter(({ name }) => name === '7'));
  });

  it('has no label NaN among numbers', async () => {
    const table = rows((pixels, label, i) => [i === 5 ? 'nan' : label, ...pixels]);
    await expect(read(file('a.csv', ['label,a,b,c,d', ...table]))).rejects.toThrow(
      'a.csv: label at index 5: expected a whole number or a name, received nan',
    );
    const names = rows((pixels, label) => [label === 3 ? 'naan' : 'nan', ...pixels]);
    expect((await read(file('a.csv', ['label,a,b,c,d', ...names]))).pictures[1].name).toBe('nan');
  });
});
