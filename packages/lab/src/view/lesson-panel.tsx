// A lesson beside the lab: one step at a time.
import { useEffect, useState } from 'preact/hooks';
import { isLessonName, type Lesson, parseLesson } from '../lessons/lesson';

export interface LessonPanelProps {
  name: string;
  /** @throws where its state of the lab can’t be read. */
  onStep(step: Lesson['steps'][number]): void;
  onClose(): void;
}

interface Rendered extends Lesson {
  html: readonly string[];
}

export function LessonPanel({ name, onStep, onClose }: LessonPanelProps) {
  const [lesson, setLesson] = useState<Rendered>();
  const [problem, setProblem] = useState<string>();
  const [at, setAt] = useState(0);
  useEffect(() => {
    loadLesson(name).then(setLesson, (error: Error) => setProblem(error.message));
  }, [name]);
  useEffect(() => {
    if (!lesson) return;
    setProblem(undefined);
    try {
      onStep(lesson.steps[at]);
    } catch (error) {
      setProblem(`This step’s state of the lab can’t be read: ${(error as Error).message}`);
    }
  }, [lesson, at]);
  return (
    <aside class="lesson" aria-label="Lesson">
      <div class="lesson-head">
        <small>{lesson && `${lesson.title} · ${at + 1} of ${lesson.steps.length}`}</small>
        <button type="button" class="link" onClick={onClose}>
          Close the lesson
        </button>
      </div>
      {problem && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {lesson && (
        <>
          <h2>{lesson.steps[at].title}</h2>
          <div class="lesson-text" dangerouslySetInnerHTML={{ __html: lesson.html[at] }} />
          <div class="lesson-steps">
            <button type="button" disabled={at === 0} onClick={() => setAt(at - 1)}>
              Back
            </button>
            <button
              type="button"
              class="primary"
              disabled={at === lesson.steps.length - 1}
              onClick={() => setAt(at + 1)}
            >
              Next
            </button>
          </div>
        </>
      )}
    </aside>
  );
}

async function loadLesson(name: string): Promise<Rendered> {
  if (!isLessonName(name)) throw new Error(`lesson: expected a name of letters, digits, - and _, received '${name}'`);
  const [response, { renderMarkdown }] = await Promise.all([
    fetch(`./lessons/${name}.md`),
    import('../lessons/render-markdown'),
  ]);
  if (!response.ok) throw new Error(`There is no lesson '${name}' here.`);
  const lesson = parseLesson(await response.text());
  return { ...lesson, html: lesson.steps.map(({ text }) => renderMarkdown(text)) };
}
