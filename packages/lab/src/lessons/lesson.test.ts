import { readdir, readFile } from 'node:fs/promises';
import { createRegistry, notebook } from '@mlp-lab/models';
import { describe, expect, it } from 'vitest';
import { readSettings } from '../state/url-codec';
import { isLessonName, parseLesson } from './lesson';

const FOLDER = new URL('../public/lessons/', import.meta.url);

describe('a lesson', () => {
  it('has a step for each heading, with its state and the controls that it hides', () => {
    expect(
      parseLesson('# Title\n\n## One\n<!-- lab: ?A=relu&epochs=3 hide: seed, copy -->\n\nText.\n\n## Two\nMore.\n'),
    ).toEqual({
      title: 'Title',
      steps: [
        { title: 'One', text: 'Text.', query: 'A=relu&epochs=3', hides: ['seed', 'copy'] },
        { title: 'Two', text: 'More.', hides: [] },
      ],
    });
  });

  it('needs a step', () => {
    expect(() => parseLesson('# Title\nText')).toThrow('a lesson needs at least one step');
  });

  it('is named so that no other address can be meant', () => {
    expect(['voting', 'my-lesson_2'].every(isLessonName)).toBe(true);
    expect(['../x', 'https://a', 'a/b', '', 'a.b'].some(isLessonName)).toBe(false);
  });

  it('that comes with the lab can be shown', async () => {
    const registry = createRegistry([notebook()]);
    const names = await readdir(FOLDER);
    expect(names).toHaveLength(3);
    for (const name of names)
      for (const { query } of parseLesson(await readFile(new URL(name, FOLDER), 'utf8')).steps)
        if (query !== undefined) expect(readSettings(query, registry), name).toBeDefined();
  });
});
