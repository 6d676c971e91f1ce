// The files that a person chose in a browser: the `File`s of a form or of a drop.
import { type GivenFile, loadMnist } from '@mlp-lab/data-mnist';
import { describe, expect, it } from 'vitest';
import { smallSet } from './idx-bytes';

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

  it('says which file is wrong', async () => {
    await expect(loadMnist({ source: [file('poem.txt', 'Whose woods these are')] })).rejects.toThrow(/poem\.txt: /);
    await expect(loadMnist({ source: [] })).rejects.toThrow('expected the files of a data set, received none');
    const broken = { ...file('a.csv', ''), name: 'a.csv', slice: () => new Blob() } as unknown as GivenFile;
    await expect(loadMnist({ source: [broken] })).rejects.toThrow(/source\[0\]\.arrayBuffer/);
  });
});
