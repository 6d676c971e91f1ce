// The open lab for a person: settings, images, training, what the browser keeps and the address, held together. The page shows its view.
import { type Dataset, MlpLabError } from '@mlp-lab/core';
import { missingClasses, openThreadExecutor } from '@mlp-lab/experiment';
import { wasmPaths } from '@mlp-lab/experiment/wasm-paths';
import type { Registry } from '@mlp-lab/models';
import { type Images, imagesFor, noImages } from '../data/images';
import type { Lab } from '../lab';
import { changeSettings } from '../state/change-settings';
import { type Settings, startSettings } from '../state/settings';
import { readSettings, settingsQuery, unknownFields } from '../state/url-codec';
import type { NetworkState, SavedNetwork } from '../training/network-state';
import { planCards } from '../training/plan-cards';
import { openTrainer, type Trainer } from '../training/trainer';
import { openKeptRuns, savedOf } from './kept-runs';
import { type LabSession, type LabView, mayBeginEarly } from './lab-view';
import { rememberedThreads, rememberThreads } from './threads';

const DRAWN_EVERY = 100; // milliseconds
const SAVED_EVERY = 400;

/** @param show called with the newest view, a few times a second at most while training. */
export async function openSession(lab: Lab, show: (view: LabView) => void): Promise<LabSession> {
  const { registry, session } = lab;
  const store = await lab.store;
  const { runs, hasOwnData } = store;
  const { settings: asked, problem } = linkedSettings(lab);
  /** The newest run, or that of the link. */
  const last = runs.find(({ settings }) => isSame(settings, asked, registry));
  /** Networks of an earlier run, until there are images for them. */
  let saved: ReadonlyMap<string, SavedNetwork> = last ? await store.networks(last.id) : new Map();
  /** It was playing when the page was closed. */
  let resumes = last?.isPlaying ?? false;
  /** What a person asked for before there were images. */
  let waiting: 'play' | 'step' | undefined;
  let images: Images = {};
  let taken: Pick<Lab, 'first' | 'all'>;

  const storeNotes = store.problem === undefined ? [] : [store.problem];
  let view: LabView = {
    settings: last?.settings ?? asked ?? startSettings(registry),
    images: noImages(session.data),
    isOwnData: hasOwnData,
    beginsEarly: !last && !asked,
    networks: [],
    isPlaying: resumes, // as soon as there are images
    run: last?.id ?? newId(),
    runs,
    compared: [],
    notes: storeNotes,
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
  const kept = openKeptRuns({
    store,
    runs,
    registry,
    onFailure: ({ message }) => change({ problem: `This run can’t be kept: ${message}` }),
  });
  /** While a plan is taken over: networks to keep, when it is known of which run they are. */
  let held: Map<string, SavedNetwork> | undefined;

  const trainer: Trainer = openTrainer({
    openExecutor: (dataset) =>
      openThreadExecutor({
        dataset,
        jobs: view.threads!, // there are images
        registryModule: session.plugins?.registryModule,
        wasmPaths,
      }),
    threads: () => view.threads,
    onChange: (networks) => change({ networks, isPlaying: trainer.isPlaying }, trainer.isPlaying !== view.isPlaying),
    onSave(id, network) {
      if (held) held.set(id, network);
      else kept.putNetwork(view.run, id, network);
      saveTimer ??= window.setTimeout(saveNow, SAVED_EVERY);
    },
  });

  function saveNow(): void {
    window.clearTimeout(saveTimer);
    saveTimer = undefined;
    kept.save(view);
    change({ runs: kept.list() }, false);
  }

  /** @param earlier the view before what has changed. */
  function prepare(earlier = view): void {
    const { settings } = view;
    try {
      history.replaceState(null, '', `?${settingsQuery(settings, registry)}${keptQuery()}`);
      const dataset = imagesFor(images, settings.limit);
      if (!dataset) {
        change({ dataset: undefined, networks: [] });
        return;
      }
      const plan = planCards(settings, registry, dataset);
      const before = [...trainer.networks(), ...saved.values()];
      // The limit has a note of its own, with the way back to all images.
      const notes = [...storeNotes, ...(images.all?.notes ?? []), ...missingClasses(plan)];
      view = { ...view, dataset, images: dataset, notes, threads: view.threads ?? rememberedThreads() };
      held = new Map();
      trainer.prepare(settings, plan, saved);
      saved = new Map();
      keepEarlierRun(earlier, before, trainer.networks());
      for (const [id, network] of held) kept.putNetwork(view.run, id, network);
      held = undefined;
      change({ networks: trainer.networks(), isPlaying: trainer.isPlaying });
      if (waiting) trainer[waiting]();
      else if (resumes) trainer.play();
      waiting = undefined;
      resumes = false;
      saveNow();
    } catch (error) {
      if (!(error instanceof MlpLabError)) throw error;
      tell(error);
    }
  }

  /** What is about to be replaced stays in the list of runs, and a new one begins. */
  function keepEarlierRun(
    earlier: LabView,
    before: readonly SavedNetwork[] = trainer.networks(),
    after: readonly NetworkState[] = [],
  ): void {
    const stays = new Set(after.map(({ checkpoint }) => checkpoint));
    if (!before.some(({ checkpoint }) => checkpoint && !stays.has(checkpoint))) return;
    kept.save({ ...earlier, isPlaying: false });
    view = { ...view, run: newId() };
    for (const network of after) if (network.checkpoint) kept.putNetwork(view.run, network.task.id, savedOf(network));
  }

  /** Trains a new lab on the first images where all are still on their way; where there are none yet, as soon as there are. */
  function start(how: 'play' | 'step'): void {
    if (!view.dataset) {
      waiting = how;
      const { first } = images;
      if (first && mayBeginEarly(view)) self.dispatch({ type: 'set', fields: { limit: first.train.count } });
      else change({ isPlaying: how === 'play' });
    } else trainer[how]();
    saveNow();
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
      const earlier = view;
      view = { ...view, settings, beginsEarly: view.beginsEarly && action.type !== 'open', problem: undefined };
      prepare(earlier);
    },
    play: () => start('play'),
    step: () => start('step'),
    pause() {
      waiting = undefined;
      resumes = false;
      trainer.pause();
      change({ isPlaying: false });
      saveNow();
    },
    rewind() {
      keepEarlierRun(view);
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
      saveNow();
      const networks = await kept.networks(run.id).catch(tell);
      if (!networks) return;
      saved = networks;
      trainer.clear();
      const compared = view.compared.filter((one) => one.run.id !== run.id);
      change({ run: run.id, settings: run.settings, beginsEarly: false, compared, problem: undefined }, false);
      prepare();
    },
    star(run) {
      kept.star(run);
      change({ runs: kept.list() });
    },
    remove(run) {
      kept.delete(run);
      change({ runs: kept.list(), compared: view.compared.filter((one) => one.run.id !== run.id) });
    },
    async compare(run) {
      const isShown = view.compared.some((one) => one.run.id === run.id);
      const networks = isShown ? undefined : await kept.networks(run.id).catch(tell);
      const others = view.compared.filter((one) => one.run.id !== run.id);
      change({ compared: networks ? [...others, { run, networks }] : others });
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
        .catch(({ message }) => change({ problem: `The data can’t be kept: ${message}` }));
      take(dataset ? { all: Promise.resolve(dataset) } : lab);
      keepEarlierRun(view);
      trainer.clear();
      view = { ...view, settings: { ...view.settings, limit: undefined }, problem: undefined };
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
    const settings = readSettings(location.search, registry);
    const unknown = settings ? unknownFields(location.search) : [];
    if (unknown.length === 0) return { settings };
    const problem = `This lab does not know ${unknown.join(', ')}, which the link holds: the numbers may be others than where it was made.`;
    return { settings, problem };
  } catch (error) {
    return { problem: `This link can’t be read: ${(error as Error).message}` };
  }
}

/** Whether the settings of an earlier run are those asked for; any are, where none were. Those of a plugin that has gone are not. */
function isSame(settings: Settings, asked: Settings | undefined, registry: Registry): boolean {
  try {
    const query = settingsQuery(settings, registry);
    return asked === undefined || query === settingsQuery(asked, registry);
  } catch {
    return false;
  }
}

/** What else the address holds. */
function keptQuery(): string {
  const lesson = new URLSearchParams(location.search).get('lesson');
  return lesson === null ? '' : `&lesson=${encodeURIComponent(lesson)}`;
}

const newId = () => `${Date.now().toString(36)}-${Math.floor(Math.random() * 1e9).toString(36)}`;
