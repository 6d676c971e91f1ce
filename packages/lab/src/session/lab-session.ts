// The open lab for a person: settings, training, what the browser keeps and the address, held together. The page shows its view.
import { type Dataset, MlpLabError } from '@mlp-lab/core';
import { limitDataset } from '@mlp-lab/data-mnist';
import { type Executor, missingClasses, openThreadExecutor } from '@mlp-lab/experiment';
import { wasmPaths } from '@mlp-lab/experiment/wasm-paths';
import type { Lab } from '../lab';
import { changeSettings } from '../state/change-settings';
import { type Settings, startSettings } from '../state/settings';
import { readSettings, settingsQuery } from '../state/url-codec';
import { openRunStore, type RunStore, type StoredRun } from '../storage/run-store';
import { epochsOf, type NetworkState, type SavedNetwork } from '../training/network-state';
import { planCards } from '../training/plan-cards';
import { summarize } from '../training/summarize';
import { openTrainer, type Trainer } from '../training/trainer';
import type { LabSession, LabView } from './lab-view';
import { rememberedThreads, rememberThreads } from './threads';

const DRAWN_EVERY = 100; // milliseconds
const SAVED_EVERY = 400;

/** @param show called with the newest view, a few times a second at most while training. */
export async function openSession(lab: Lab, show: (view: LabView) => void): Promise<LabSession> {
  const { registry, session } = lab;
  const store = await openRunStore();
  const runs = await store.list();
  const { settings: asked, problem } = linkedSettings(lab);
  const last = runs[0];
  const isLast = last && (!asked || settingsQuery(asked, registry) === settingsQuery(last.settings, registry));
  let saved = isLast ? await store.networks(last.id) : new Map<string, SavedNetwork>();
  let resumes = isLast ? last.isPlaying : false;

  let view: LabView = {
    settings: isLast ? last.settings : (asked ?? startSettings(registry)),
    networks: [],
    isPlaying: false,
    run: isLast ? last.id : newId(),
    runs,
    compared: [],
    dataNotes: [],
    threads: rememberedThreads(),
    problem,
  };
  let all: Dataset | undefined;
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

  const trainer: Trainer = openTrainer({
    openExecutor: (dataset): Executor =>
      openThreadExecutor({
        dataset,
        jobs: view.threads,
        registryModule: session.plugins?.registryModule,
        wasmPaths,
      }),
    threads: () => view.threads,
    onChange: (networks) => change({ networks, isPlaying: trainer.isPlaying }, trainer.isPlaying !== view.isPlaying),
    onSave(id, network) {
      void store.putNetwork(view.run, id, network).catch(full);
      saveSoon();
    },
  });

  const full = (error: Error) => change({ problem: `This run can't be kept: ${error.message}` });

  function saveSoon(): void {
    saveTimer ??= window.setTimeout(saveNow, SAVED_EVERY);
  }

  async function saveNow(): Promise<void> {
    window.clearTimeout(saveTimer);
    saveTimer = undefined;
    const { networks, settings, run, dataset, isPlaying } = view;
    if (!isPlaying && !networks.some((network) => epochsOf(network) > 0)) return;
    const known = view.runs.find(({ id }) => id === run);
    const stored: StoredRun = {
      id: run,
      started: known?.started ?? Date.now(),
      settings,
      dataset: dataset?.name ?? '',
      isStarred: known?.isStarred ?? false,
      isPlaying,
      summary: summarize(settings, networks, registry, dataset),
    };
    await store.put(stored).catch(full);
    change(
      { runs: [stored, ...view.runs.filter(({ id }) => id !== run)].sort((a, b) => b.started - a.started) },
      false,
    );
  }

  /** The images that the settings ask for, as far as they are here. */
  function datasetFor({ limit }: Settings): Dataset | undefined {
    if (limit === lab.first.train.count) return lab.first;
    return all && limited(all, limit);
  }

  function prepare(): void {
    const { settings } = view;
    history.replaceState(null, '', `?${settingsQuery(settings, registry)}${keptQuery()}`);
    try {
      const dataset = datasetFor(settings);
      if (!dataset) {
        change({ dataset: undefined, networks: [] });
        return;
      }
      const plan = planCards(settings, registry, dataset);
      const before = trainer.networks();
      const dataNotes = [...(dataset.notes ?? []), ...missingClasses(plan)];
      view = { ...view, dataset, dataNotes, problem: undefined };
      trainer.prepare(settings, plan, saved);
      saved = new Map();
      keepEarlierRun(before, trainer.networks());
      change({ networks: trainer.networks(), isPlaying: trainer.isPlaying });
      if (resumes) trainer.play();
      resumes = false;
      void saveNow();
    } catch (error) {
      if (!(error instanceof MlpLabError)) throw error;
      change({ problem: error.message });
    }
  }

  /** What is about to be replaced stays in the list of runs, and a new one begins. */
  function keepEarlierRun(before: readonly NetworkState[], after: readonly NetworkState[]): void {
    const isLost = before.some(
      (one) =>
        epochsOf(one) > 0 &&
        !after.some(({ task, checkpoint }) => task.id === one.task.id && checkpoint === one.checkpoint),
    );
    if (!isLost) return;
    void saveEnded(store, view);
    view = { ...view, run: newId() };
    for (const { task, identity, rates, checkpoint, result, endedEarly, failure } of after)
      if (checkpoint)
        void store.putNetwork(view.run, task.id, { identity, rates, checkpoint, result, endedEarly, failure });
  }

  lab.all.then(
    (dataset) => {
      all = dataset;
      change({ all });
      if (!view.dataset) prepare();
    },
    (error: Error) => change({ problem: error.message }),
  );
  prepare();

  const self: LabSession = {
    dispatch(action) {
      const settings = changeSettings(view.settings, action, registry);
      if (settings === view.settings) return;
      view = { ...view, settings };
      prepare();
    },
    play() {
      if (!view.dataset) self.dispatch({ type: 'set', fields: { limit: lab.first.train.count } });
      trainer.play();
      void saveNow();
    },
    pause() {
      trainer.pause();
      void saveNow();
    },
    step() {
      if (!view.dataset) self.dispatch({ type: 'set', fields: { limit: lab.first.train.count } });
      trainer.step();
    },
    rewind() {
      const before = trainer.networks();
      keepEarlierRun(before, []);
      trainer.rewind();
    },
    async restore(run) {
      trainer.pause();
      await saveNow();
      saved = await store.networks(run.id);
      trainer.prepare(view.settings, { ...planCards(view.settings, registry, view.dataset ?? lab.first), rows: [] });
      change(
        { run: run.id, settings: run.settings, compared: view.compared.filter((one) => one.run.id !== run.id) },
        false,
      );
      prepare();
    },
    async star(run) {
      const starred = { ...run, isStarred: !run.isStarred };
      await store.put(starred);
      change({ runs: view.runs.map((one) => (one.id === run.id ? starred : one)) });
    },
    async remove(run) {
      await store.delete(run.id);
      const runs = view.runs.filter(({ id }) => id !== run.id);
      change({ runs, compared: view.compared.filter((one) => one.run.id !== run.id) });
    },
    async compare(run) {
      const isShown = view.compared.some((one) => one.run.id === run.id);
      const others = view.compared.filter((one) => one.run.id !== run.id);
      change({ compared: isShown ? others : [...others, { run, networks: await store.networks(run.id) }] });
    },
    useThreads(threads) {
      rememberThreads(threads);
      change({ threads });
      trainer.reopen();
    },
    link: () => new URL(`?${settingsQuery(view.settings, registry)}`, location.href).href,
  };
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

async function saveEnded(store: RunStore, { run, runs }: LabView): Promise<void> {
  const known = runs.find(({ id }) => id === run);
  if (known) await store.put({ ...known, isPlaying: false });
}

const newId = () => `${Date.now().toString(36)}-${Math.floor(Math.random() * 1e9).toString(36)}`;

/** As `--limit` does it; the same object each time, since another data set means other workers. */
function limited(dataset: Dataset, limit: number | undefined): Dataset {
  if (limit === undefined || limit >= dataset.train.count) return dataset;
  const known = limitedSets.get(dataset)?.get(limit) ?? limitDataset(dataset, limit);
  limitedSets.set(dataset, new Map(limitedSets.get(dataset)).set(limit, known));
  return known;
}

const limitedSets = new WeakMap<Dataset, ReadonlyMap<number, Dataset>>();
