// The files that a person chose in a browser: the `File`s of a form or of a drop.
import { type GivenFile, loadMnist } from '@mlp-lab/data-mnist';
import { describe, expect, it } from 'vitest';
import { smallSet } from './idx-bytes';
import { zipOf } from './zip-bytes';

/** As browsers give it: chosen alone, or in a folder. */
function file(path: string, content: string | Uint8Array<ArrayBuffer>, isInFolder = false): GivenFile {
  const made = new File([content], path.split('/').at(-1)!);
  return isInFolder ? Object.assign(made, { webkitRelativePath: path }) : made;
}

const idxFiles = (folder?: string) =>
  Object.entries(smallSet()).map(([name, bytes]) =>
    folder ? file(`${folder}/${name}`, bytes, true) : file(name, bytes),
  );

describe('loadMnist of files', () => {
  it('reads four files that were chosen together', async () => {
    const dataset = await loadMnist({ source: idxFiles() });
    expect(dataset).toMatchObject({ classes: 3, train: { count: 3, height: 2 }, test: { count: 2 } });
    expect(dataset.digest).toBe((await loadMnist({ source: idxFiles('mine') })).digest);
  });

  it('names the data set after the folder, and leaves out what systems put into folders', async () => {
    const source = [...idxFiles('mine'), file('mine/.DS_Store', 'x', true), file('mine/Thumbs.db', 'x', true)];
    expect((await loadMnist({ source })).name).toBe('mine');
  });

  it('reads a table, named after its file', async () => {
    const rows = Array.from({ length: 20 }, (_, i) => `${i % 2},0,${i},${255 - i},9`);
    const { name, classes, train } = await loadMnist({
      source: [file('dots.csv', ['label,a,b,c,d', ...rows].join('\n'))],
    });
    expect({ name, classes, height: train.height }).toEqual({ name: 'dots', classes: 2, height: 2 });
  });

  it('names several files after what their names have in common', async () => {
    const table = (rows: number) => Array.from({ length: rows }, (_, i) => `${i % 2},0,${i},200,9`).join('\n');
    const nameOf = async (...names: string[]) =>
      (await loadMnist({ source: names.map((name, i) => file(name, table(20 - i))) })).name;
    expect(await nameOf('dots_test.csv', 'dots_train.csv')).toBe('dots');
    const { name } = await loadMnist({ source: [...idxFiles(), file('0.png', 'x')] });
    expect(name).toBe('several files'); // not 0
  });

  it('keeps names apart that are not in UTF-8', async () => {
    const latin1 = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'));
    const rows = Array.from({ length: 20 }, (_, i) => `${['Öl', 'Äl'][i % 2]};0;${i};${255 - i};9`);
    const { classNames } = await loadMnist({
      source: [file('dots.csv', latin1(['label;a;b;c;d', ...rows].join('\r\n')))],
    });
    expect(classNames).toEqual(['Äl', 'Öl']);
    const archive = zipOf({ 'Öl.bin': new Uint8Array([0, 1, 2, 3]) });
    await expect(loadMnist({ source: [file('a.zip', archive)] })).rejects.toThrow('Öl.bin: ');
  });

  it('says which file is wrong', async () => {
    const flowers = ['width,length,depth,height,species', '1,2,3,4,setosa', '5,6,7,8,virginica'].join('\n');
    await expect(loadMnist({ source: [file('iris.csv', flowers)] })).rejects.toThrow(
      'iris.csv: expected a column label or class, received none of that name: rename the column that holds the classes',
    );
    const emptyZip = new Uint8Array(22);
    emptyZip.set([0x50, 0x4b, 5, 6]);
    await expect(loadMnist({ source: [file('a.zip', emptyZip)] })).rejects.toThrow('received an empty zip archive');
    await expect(loadMnist({ source: [file('poem.txt', 'Whose woods these are')] })).rejects.toThrow(/poem\.txt: /);
    await expect(loadMnist({ source: [] })).rejects.toThrow('expected the files of a data set, received none');
    const broken = { ...file('a.csv', ''), name: 'a.csv', slice: () => new Blob() } as unknown as GivenFile;
    await expect(loadMnist({ source: [broken] })).rejects.toThrow(/source\[0\]\.arrayBuffer/);
  });
});
