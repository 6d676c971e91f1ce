// A lesson: a Markdown file whose second-level headings are its steps. A comment in a step, `<!-- lab: ?epochs=10&A=relu hide: seed, copy -->`,
// gives the state of the lab and the controls that are hidden.

export interface LessonStep {
  title: string;
  /** Markdown. */
  text: string;
  /** The query of the lab's state; absent where the step leaves it as it is. */
  query?: string;
  hides: readonly string[];
}

export interface Lesson {
  title: string;
  steps: readonly LessonStep[];
}

const COMMENT = /<!--\s*lab:\s*(\?\S+)?\s*(?:hide:\s*([^>]*?))?\s*-->/;

/** @throws Error for a file without a step. */
export function parseLesson(markdown: string): Lesson {
  const [head, ...parts] = markdown.replaceAll('\r\n', '\n').split(/^## /m);
  if (parts.length === 0) throw new Error('a lesson needs at least one step: a line that begins with ##');
  const title = /^# (.+)$/m.exec(head)?.[1] ?? 'Lesson';
  const hidden = COMMENT.exec(head)?.[2];
  return { title, steps: parts.map((part) => stepOf(part, namesOf(hidden))) };
}

function stepOf(part: string, always: readonly string[]): LessonStep {
  const [title, ...lines] = part.split('\n');
  const body = lines.join('\n');
  const [, query, hides] = COMMENT.exec(body) ?? [];
  return {
    title: title.trim(),
    text: body.replace(COMMENT, '').trim(),
    ...(query !== undefined && { query: query.slice(1) }),
    hides: [...always, ...namesOf(hides)],
  };
}

const namesOf = (list: string | undefined) =>
  (list ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** Names only, so that a link can't make the page show a text from elsewhere. */
export const isLessonName = (name: string): boolean => /^[\w-]+$/.test(name);
