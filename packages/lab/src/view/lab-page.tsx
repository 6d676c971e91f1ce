// The lab for a person: Build, Train and Try side by side; on a narrow screen, as tabs.
import { type Dataset, groupedNumber } from '@mlp-lab/core';
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Lab } from '../lab';
import type { LessonStep } from '../lessons/lesson';
import { openSession } from '../session/lab-session';
import type { LabSession, LabView } from '../session/lab-view';
import { readSettings } from '../state/url-codec';
import { BuildColumn } from './build-column';
import { CurvePlot } from './curve-plot';
import { focusDrawPad } from './draw-pad';
import { Header } from './header';
import { ImportMenu } from './import-menu';
import { later } from './later';
import { Message } from './message';
import { NetworkView } from './network-view';
import { RunsDrawer } from './runs-drawer';
import { ShareMenu } from './share-menu';
import { Transport } from './transport';
import { type ShownImage, TryColumn } from './try-column';
import { useImports } from './use-imports';
import { useKept } from './use-kept';
import { usePixels } from './use-pixels';
import { useStages } from './use-stages';

const DataPreview = later(async () => (await import('./data-preview')).DataPreview);
const ReportView = later(async () => (await import('./report-view')).ReportView);
const Confusion = later(async () => (await import('./confusion')).Confusion);
const LessonPanel = later(async () => (await import('./lesson-panel')).LessonPanel);
const QueuePanel = later(async () => (await import('./queue-panel')).QueuePanel);
const Results = later(async () => (await import('./results')).Results); // with tables and charts

const TABS = { build: 'Build', train: 'Train', try: 'Try' } as const;
type Tab = keyof typeof TABS;

const NO_IMAGE: ShownImage = { strokes: [] };

export function LabPage({ lab }: { lab: Lab }) {
  const [view, setView] = useState<LabView>();
  const [session, setSession] = useState<LabSession>();
  const [problem, setProblem] = useState<string>();
  useLayoutEffect(() => {
    openSession(lab, setView).then(setSession, ({ message }: Error) => setProblem(message));
  }, [lab]);
  if (problem !== undefined) return <Message title="The lab could not be opened">{problem}</Message>;
  return view && session ? <OpenLab lab={lab} view={view} session={session} /> : null;
}

function OpenLab({ lab, view, session }: { lab: Lab; view: LabView; session: LabSession }) {
  const { registry } = lab;
  const [tab, setTab] = useKept<Tab>('mlp-lab-tab', 'build');
  const [kept, setImage] = useKept<ShownImage>('mlp-lab-image', NO_IMAGE);
  const [lesson, setLesson] = useState(() => new URLSearchParams(location.search).get('lesson'));
  const [hidden, setHidden] = useState<readonly string[]>([]);
  const dataset = view.images;
  const image = fits(kept, dataset) ? kept : NO_IMAGE;
  const { pixels, problem: drawingProblem } = usePixels(image, dataset);
  const label = image.test === undefined ? undefined : dataset.test.labels[image.test];
  const stage = useStages(5);
  const imports = useImports(lab, view, dataset, (picture) => tryImage({ strokes: [], picture }));
  const wasTested = useRef(false);
  wasTested.current ||= view.networks.some(({ result }) => result);
  useKeys(session, view, () => {
    setTab('try');
    requestAnimationFrame(focusDrawPad); // once the tab is shown
  });
  useEffect(() => {
    const done = view.networks.map(({ checkpoint }) => checkpoint?.epochs ?? 0);
    document.title = view.isPlaying ? `${Math.min(...done)}/${view.settings.epochs} · mlp-lab` : 'mlp-lab';
  }, [view.isPlaying, view.networks]);

  const hides = (control: string) => hidden.includes(control);
  const tryImage = (image: ShownImage) => {
    setImage(image);
    setTab('try');
    document.querySelector('.try h2')?.scrollIntoView({ block: 'nearest' });
  };
  const showStep = useCallback(
    ({ query, hides }: LessonStep) => {
      setHidden(hides);
      const settings = query === undefined ? undefined : readSettings(query, registry);
      if (settings) session.dispatch({ type: 'open', settings });
    },
    [session, registry],
  );
  return (
    <main class={lesson ? 'lab mlp-lab-auto with-lesson' : 'lab mlp-lab-auto'} data-tab={tab}>
      <Header dataset={view.all ?? dataset}>
        <div class="head-actions">
          {stage >= 1 && (
            <>
              <ImportMenu isBusy={imports.isBusy} onFiles={imports.read} />
              <ShareMenu lab={lab} view={view} session={session} />
            </>
          )}
        </div>
      </Header>
      <Transport view={view} session={session} hides={hides} />
      <nav class="tabs" aria-label="Parts of the lab">
        {(Object.keys(TABS) as Tab[]).map((name) => (
          <button
            key={name}
            type="button"
            aria-current={tab === name ? 'page' : undefined}
            onClick={() => setTab(name)}
          >
            {TABS[name]}
          </button>
        ))}
      </nav>
      {[view.problem, imports.problem, drawingProblem].map(
        (problem) =>
          problem && (
            <p key={problem} class="problem banner" role="alert">
              {problem}
            </p>
          ),
      )}
      {imports.dataset && (
        <DataPreview
          dataset={imports.dataset}
          onUse={() => {
            void session.useData(imports.dataset);
            imports.close();
          }}
          onCancel={imports.close}
        />
      )}
      {lesson && (
        <LessonPanel
          name={lesson}
          onStep={showStep}
          onClose={() => {
            setLesson(null);
            setHidden([]);
            const query = new URLSearchParams(location.search);
            query.delete('lesson');
            history.replaceState(null, '', `?${query}`);
          }}
        />
      )}
      {stage >= 2 && <BuildColumn view={view} session={session} registry={registry} hides={hides} imports={imports} />}
      <section class="train" aria-label="Train">
        <LimitNote view={view} session={session} />
        {view.isOwnData && (
          <p class="note">
            Your own data, {dataset.name}: a link does not hold it.{' '}
            <button type="button" class="link" onClick={() => session.useData()}>
              Back to {lab.session.data.name}
            </button>
          </p>
        )}
        {view.notes.map((note) => (
          <p key={note} class="note data">
            {note}
          </p>
        ))}
        {stage >= 3 && (
          <CurvePlot
            view={view}
            registry={registry}
            onMeasure={() => session.dispatch({ type: 'set', fields: { measures: true } })}
          />
        )}
        {stage >= 5 && <NetworkView view={view} dataset={dataset} pixels={pixels} label={label} />}
      </section>
      {stage >= 4 && (
        <TryColumn
          view={view}
          dataset={dataset}
          image={image}
          pixels={pixels}
          guests={imports.guests}
          pictures={imports.pictures}
          onImage={setImage}
        />
      )}
      <div class="below">
        {lab.session.queue !== undefined && <QueuePanel server={lab.server} path={lab.session.queue} />}
        {(wasTested.current || imports.guests.length > 0) && (
          <Confusion
            view={view}
            dataset={dataset}
            guests={imports.guests}
            onImage={(test) => tryImage({ strokes: [], test })}
          />
        )}
        {imports.report && <ReportView {...imports.report} registry={registry} onClose={imports.close} />}
        {wasTested.current && <Results view={view} registry={registry} />}
        <RunsDrawer view={view} session={session} />
      </div>
    </main>
  );
}

/** Other data may have fewer images, or images of another size. */
const fits = ({ test = -1, picture }: ShownImage, { test: { count, height, width } }: Dataset) =>
  test < count && (!picture || picture.pixels.length === height * width);

/** Says where only a part of the images is used, and how to use all. */
function LimitNote({ view: { settings, all, dataset }, session }: { view: LabView; session: LabSession }) {
  const { limit } = settings;
  if (limit === undefined || (all && limit >= all.train.count)) return null;
  return (
    <p class="note limit">
      Trains on {groupedNumber(limit)} {limit === 1 ? 'image' : 'images'}
      {dataset && ` and tests on ${groupedNumber(dataset.test.count)}`}, chosen so that each class keeps its share.{' '}
      {all && (
        <button
          type="button"
          class="link"
          onClick={() => session.dispatch({ type: 'set', fields: { limit: undefined } })}
        >
          Use all {groupedNumber(all.train.count)} (training starts again)
        </button>
      )}
    </p>
  );
}

/** Space plays and pauses, → steps, R rewinds, D draws; not while a field has the focus, or what scrolls by keys. */
function useKeys(session: LabSession, view: LabView, onDraw: () => void): void {
  const latest = useRef({ session, view });
  latest.current = { session, view };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        target.closest('input, select, textarea, button, summary, a, .scroll')
      )
        return;
      const { session, view } = latest.current;
      const actions: Record<string, () => void> = {
        ' ': view.isPlaying ? session.pause : session.play,
        ArrowRight: session.step,
        r: session.rewind,
        d: onDraw,
      };
      const action = actions[event.key] ?? actions[event.key.toLowerCase()];
      if (!action || (event.key === 'ArrowRight' && view.isPlaying)) return;
      event.preventDefault();
      action();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
