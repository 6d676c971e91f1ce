// The open lab for a person: settings, images, training, what the browser keeps and the address, held together. The page shows its view.
import { type Dataset, MlpLabError } from '@mlp-lab/core';
import { missingClasses, openThreadExecutor } from '@mlp-lab/experiment';
import { wasmPaths } from '@mlp-lab/experiment/wasm-paths';
import { type Images, imagesFor, noImages } from '../data/images';
import type { Lab } from '../lab';
import { changeSettings } from '../state/change-settings';
import { type Settings, startSettings } from '../state/settings';
import { readSettings, settingsQuery } from '../state/url-codec';
import type { NetworkState, SavedNetwork } from '../training/network-state';
import { planCards } from '../training/plan-cards';
import { openTrainer, type Trainer } from '../training/trainer';
import { openKeptRuns, savedOf } from './kept-runs';
import type { LabSession, LabView } from './lab-view';
import { rememberedThreads, rememberThreads } from './threads';

const DRAWN_EVERY = 100; // milliseconds
const SAVED_EVERY = 400;

/** @param show called with the newest view, a few times a second at most while training. */
export async function openSession(lab: Lab, show: (view: LabView) => void): Promise<LabSession> {
  const { registry, session } = lab;
  const store = await lab.store;
  const [runs, hasOwnData] = await Promise.all([store.list(), store.hasData()]);
  const { settings: asked, problem } = linkedSettings(lab);
  const last = runs[0];
  const isLast = last && (!asked || settingsQuery(asked, registry) === settingsQuery(last.settings, registry));
  /** Networks of an earlier run, until there are images for them. */
  let saved: ReadonlyMap<string, SavedNetwork> = isLast ? await store.networks(last.id) : new Map();
  /** It was playing when the page was closed. */
  let resumes = isLast && last.isPlaying;
  /** What a person asked for before there were images. */
  let waiting: 'play' | 'step' | undefined;
  let images: Images = {};
  let taken: Pick<Lab, 'first' | 'all'>;

  let view: LabView = {
    settings: isLast ? last.settings : (asked ?? startSettings(registry)),
    images: noImages(session.data),
    isOwnData: hasOwnData,
    networks: [],
    isPlaying: false,
    run: isLast ? last.id : newId(),
    runs,
    compared: [],
    dataNotes: [],
    threads: rememberedThreads(),
    problem,
  };
  let drawTimer: number | undefined;
  let saveTimer: number | undefined;

  const draw = () => {
    window.clearTimeout(drawTimer);
    drawTimer = undefined;
    show(view);
  };
  const change = (next: Partial<LabView>, now = true) => {
    view = { ...view, ...next };
    if (now) draw();
    else drawTimer ??= window.setTimeout(draw, DRAWN_EVERY);
  };
  const tell = ({ message }: Error) => change({ problem: message });
  const kept = openKeptRuns(store, registry, ({ message }) =>
    change({ problem: `This run can't be kept: ${message}` }),
  );

  const trainer: Trainer = openTrainer({
    openExecutor: (dataset) =>
      openThreadExecutor({
        dataset,
        jobs: view.threads,
        registryModule: session.plugins?.registryModule,
        wasmPaths,
      }),
    threads: () => view.threads,
    onChange: (networks) => change({ networks, isPlaying: trainer.isPlaying }, trainer.isPlaying !== view.isPlaying),
    onSave(id, network) {
      kept.putNetwork(view.run, id, network);
      saveTimer ??= window.setTimeout(saveNow, SAVED_EVERY);
    },
  });

  async function saveNow(): Promise<void> {
    window.clearTimeout(saveTimer);
    saveTimer = undefined;
    const { run } = view;
    const runs = await kept.save(view);
    if (run === view.run) change({ runs }, false);
  }

  function prepare(): void {
    const { settings } = view;
    history.replaceState(null, '', `?${settingsQuery(settings, registry)}${keptQuery()}`);
    try {
      const dataset = imagesFor(images, settings.limit);
      if (!dataset) {
        change({ dataset: undefined, networks: [] });
        return;
      }
      const plan = planCards(settings, registry, dataset);
      const before = [...trainer.networks(), ...saved.values()];
      const dataNotes = [...(dataset.notes ?? []), ...missingClasses(plan)];
      view = { ...view, dataset, images: dataset, dataNotes, problem: undefined };
      trainer.prepare(settings, plan, saved);
      saved = new Map();
      keepEarlierRun(before, trainer.networks());
      change({ networks: trainer.networks(), isPlaying: trainer.isPlaying });
      if (waiting) trainer[waiting]();
      else if (resumes) trainer.play();
      waiting = undefined;
      resumes = false;
      void saveNow();
    } catch (error) {
      if (!(error instanceof MlpLabError)) throw error;
      tell(error);
    }
  }

  /** What is about to be replaced stays in the list of runs, and a new one begins. */
  function keepEarlierRun(before: readonly SavedNetwork[], after: readonly NetworkState[]): void {
    const stays = new Set(after.map(({ checkpoint }) => checkpoint));
    if (!before.some(({ checkpoint }) => checkpoint && !stays.has(checkpoint))) return;
    void kept.end(view);
    view = { ...view, run: newId() };
    for (const network of after) if (network.checkpoint) kept.putNetwork(view.run, network.task.id, savedOf(network));
  }

  /** Trains on the first images where all are still on their way; where there are none yet, as soon as there are. */
  function start(how: 'play' | 'step'): void {
    if (!view.dataset) {
      waiting = how;
      const { first } = images;
      if (first) self.dispatch({ type: 'set', fields: { limit: first.train.count } });
      else change({ isPlaying: how === 'play' });
    } else trainer[how]();
    void saveNow();
  }

  const keptData = async () => {
    const dataset = await store.data();
    if (dataset) return dataset;
    throw new MlpLabError('io', 'your own data can’t be read from this browser any longer: import it again');
  };

  const self: LabSession = {
    dispatch(action) {
      const settings = changeSettings(view.settings, action, registry);
      if (settings === view.settings) return;
      view = { ...view, settings };
      prepare();
    },
    play: () => start('play'),
    step: () => start('step'),
    pause() {
      waiting = undefined;
      resumes = false;
      trainer.pause();
      change({ isPlaying: false });
      void saveNow();
    },
    rewind() {
      keepEarlierRun(trainer.networks(), []);
      trainer.rewind();
    },
    async restore(run) {
      const { name } = view.images;
      if (run.dataset !== '' && run.dataset !== name) {
        change({
          problem: `That run was trained on ${run.dataset}, and the images here are ${name}: change the data first.`,
        });
        return;
      }
      trainer.pause();
      await saveNow();
      saved = await kept.networks(run.id);
      trainer.clear();
      const compared = view.compared.filter((one) => one.run.id !== run.id);
      change({ run: run.id, settings: run.settings, compared }, false);
      prepare();
    },
    async star(run) {
      const starred = await kept.star(run);
      change({ runs: view.runs.map((one) => (one.id === run.id ? starred : one)) });
    },
    async remove(run) {
      await kept.delete(run);
      const runs = view.runs.filter(({ id }) => id !== run.id);
      change({ runs, compared: view.compared.filter((one) => one.run.id !== run.id) });
    },
    async compare(run) {
      const isShown = view.compared.some((one) => one.run.id === run.id);
      const others = view.compared.filter((one) => one.run.id !== run.id);
      change({ compared: isShown ? others : [...others, { run, networks: await kept.networks(run.id) }] });
    },
    useThreads(threads) {
      rememberThreads(threads);
      change({ threads });
      trainer.reopen();
    },
    async useData(dataset) {
      trainer.pause();
      const isKept = store
        .putData(dataset)
        .catch(({ message }) => change({ problem: `The data can't be kept: ${message}` }));
      take(dataset ? { all: Promise.resolve(dataset) } : lab);
      keepEarlierRun(trainer.networks(), []);
      trainer.clear();
      view = { ...view, settings: { ...view.settings, limit: undefined } };
      change({ isOwnData: dataset !== undefined, dataset: undefined, all: undefined, networks: [], compared: [] });
      await isKept;
    },
    link: () => new URL(`?${settingsQuery(view.settings, registry)}`, location.href).href,
  };

  /** Takes the images as they arrive, until there are others. */
  function take(source: Pick<Lab, 'first' | 'all'>): void {
    const isCurrent = () => source === taken;
    const arrive = (name: keyof Images) => (dataset: Dataset) => {
      if (!isCurrent()) return;
      images = { ...images, [name]: dataset };
      if (name === 'all') change({ all: dataset });
      if (view.dataset) return;
      if (imagesFor(images, view.settings.limit)) prepare();
      else {
        change({ images: dataset });
        if (waiting) start(waiting);
      }
    };
    taken = source;
    images = {};
    const fail = (error: Error) => isCurrent() && tell(error);
    source.first?.then(arrive('first'), fail);
    source.all.then(arrive('all'), fail);
  }
  take(hasOwnData ? { all: keptData() } : lab);
  prepare();
  return self;
}

function linkedSettings({ registry }: Lab): { settings?: Settings; problem?: string } {
  try {
    return { settings: readSettings(location.search, registry) };
  } catch (error) {
    return { problem: `This link can't be read: ${(error as Error).message}` };
  }
}

/** What else the address holds. */
function keptQuery(): string {
  const lesson = new URLSearchParams(location.search).get('lesson');
  return lesson === null ? '' : `&lesson=${encodeURIComponent(lesson)}`;
}

const newId = () => `${Date.now().toString(36)}-${Math.floor(Math.random() * 1e9).toString(36)}`;
