// Trains the cards' networks on an executor, so that they can be paused at the end of any epoch, stepped, changed and continued, to
// the same bits as without a break. What it knows of each network is plain data.
import { type Dataset, MlpLabError } from '@mlp-lab/core';
import {
  type Assignment,
  allNetworks,
  type Executor,
  type Plan,
  type PlannedNetwork,
  requirementsOf,
  type Task,
  type TaskProgress,
} from '@mlp-lab/experiment';
import { rateAfter } from '../state/change-settings';
import type { Card, Settings } from '../state/settings';
import { fits, hasStoppedImproving, identityOf } from './continuation';
import { epochsOf, historyOf, type NetworkState, type SavedNetwork, type Status } from './network-state';

export interface TrainerOptions {
  openExecutor(dataset: Dataset): Executor;
  /** The most threads of all networks together. @default as many as the executor gives */
  threads?(): number | undefined;
  /** Called whenever a network changes, often. */
  onChange(networks: readonly NetworkState[]): void;
  /** Called with each network that has a new checkpoint, result or failure. */
  onSave(id: string, network: SavedNetwork): void;
}

export interface Trainer {
  /** Takes the settings over: networks whose settings are unchanged stay as they are, the others start again. */
  prepare(settings: Settings, plan: Plan, saved?: ReadonlyMap<string, SavedNetwork>): void;
  play(): void;
  /** Ends every training at the end of its epoch, and tests the networks. */
  pause(): void;
  /** Trains one epoch of every network. */
  step(): void;
  /** Back to the initial weights. */
  rewind(): void;
  /** Forgets all networks. */
  clear(): void;
  /** Goes on with another executor: what the epochs in training have reached is lost, their checkpoints are not. */
  reopen(): void;
  readonly isPlaying: boolean;
  networks(): readonly NetworkState[];
  close(): void;
}

interface Slot extends PlannedNetwork {
  card: Card;
  saved: SavedNetwork;
  status: Status;
  progress?: TaskProgress;
  /** Set while its thread trains. */
  active?: Active;
}

/** A training, which can be asked to stop at the epoch's end, or at once, when its numbers are no longer wanted. */
interface Active {
  stop?: 'epoch';
  readonly now: AbortController;
}

/** Thrown in a callback, which ends training and keeps the thread. */
const STOP = new Error('stop');

export function openTrainer({ openExecutor, threads, onChange, onSave }: TrainerOptions): Trainer {
  let slots = new Map<string, Slot>();
  let settings: Settings | undefined;
  let dataset: Dataset | undefined;
  let executor: Executor | undefined;
  /** How far to train; undefined when paused. */
  let target: 'end' | ReadonlyMap<string, number> | undefined;

  const networks = () => [...slots.values()].map(stateOf);
  const changed = () => onChange(networks());
  const goalOf = ({ task }: Slot) => {
    const { epochs } = settings!;
    return target === 'end' ? epochs : Math.min(epochs, target?.get(task.id) ?? 0);
  };
  const isWanted = (slot: Slot) => !slot.saved.failure && !slot.saved.endedEarly && epochsOf(slot.saved) < goalOf(slot);

  function keep(slot: Slot, change: Partial<SavedNetwork>): void {
    slot.saved = { ...slot.saved, ...change };
    onSave(slot.task.id, slot.saved);
  }

  /** Starts whatever should train or be tested, and is not yet. */
  function pump(): void {
    for (const slot of slots.values()) {
      if (slot.active) continue;
      if (isWanted(slot)) void train(slot);
      else if (slot.saved.checkpoint && !slot.saved.result && !slot.saved.failure) void test(slot);
      else slot.status = restingStatus(slot);
    }
    if (target && [...slots.values()].every((slot) => !slot.active && !isWanted(slot))) target = undefined;
    changed();
  }

  function restingStatus({ saved }: Slot): Status {
    if (saved.failure) return 'failed';
    if (saved.endedEarly || epochsOf(saved) >= settings!.epochs) return 'done';
    return saved.checkpoint ? 'paused' : 'ready';
  }

  async function train(slot: Slot): Promise<void> {
    const active: Active = { now: new AbortController() };
    slot.active = active;
    slot.status = 'training';
    const from = epochsOf(slot.saved);
    const { rates } = slot.card;
    const nextChange = rates.find(({ epoch }) => epoch > from)?.epoch ?? Number.POSITIVE_INFINITY;
    const epochs = Math.min(settings!.epochs, nextChange);
    keep(slot, { result: undefined, rates: rates.filter(({ epoch }) => epoch <= from) });
    const isCurrent = () => slots.get(slot.task.id) === slot && !active.now.signal.aborted;
    try {
      const { model, ...result } = await executor!.run(assignmentOf(slot, dataset!, epochs), {
        threads: shareOfThreads(),
        pause: active.now.signal, // keeps the thread, with all that it has prepared
        onProgress(progress) {
          if (!isCurrent()) throw STOP;
          slot.progress = progress;
          changed();
        },
        onCheckpoint(checkpoint) {
          if (!isCurrent()) throw STOP;
          slot.progress = undefined;
          const endedEarly = hasStoppedImproving(checkpoint.history, settings!.patience);
          keep(slot, { checkpoint, ...(endedEarly && { endedEarly }) });
          changed();
          if (checkpoint.epochs < epochs && (endedEarly || active.stop || checkpoint.epochs >= goalOf(slot)))
            throw STOP;
        },
      });
      if (isCurrent()) keep(slot, { result: { ...result, model } });
    } catch (error) {
      if (error !== STOP && isCurrent()) fail(slot, error);
    } finally {
      slot.active = undefined;
      slot.progress = undefined;
      if (slots.get(slot.task.id) === slot) pump();
    }
  }

  /** What each network in training may take of the threads. */
  function shareOfThreads(): number | undefined {
    const most = threads?.();
    const busy = [...slots.values()].filter((slot) => slot.active || isWanted(slot)).length;
    return most && Math.max(1, Math.floor(most / Math.max(1, busy)));
  }

  /** The test images' probabilities and the network itself, of a network that stopped before its end. */
  async function test(slot: Slot): Promise<void> {
    const active: Active = { now: new AbortController() };
    slot.active = active;
    slot.status = 'testing';
    const { checkpoint } = slot.saved;
    try {
      const result = await executor!.run(assignmentOf(slot, dataset!, checkpoint!.epochs));
      if (slots.get(slot.task.id) === slot && slot.saved.checkpoint === checkpoint) keep(slot, { result });
    } catch (error) {
      if (slots.get(slot.task.id) === slot) fail(slot, error);
    } finally {
      slot.active = undefined;
      if (slots.get(slot.task.id) === slot) pump();
    }
  }

  function fail(slot: Slot, error: unknown): void {
    if (error instanceof MlpLabError && error.code === 'aborted') return;
    keep(slot, { failure: (error as Error).message });
  }

  function endAll(): void {
    for (const { active } of slots.values()) active?.now.abort();
  }

  return {
    prepare(next, plan, saved) {
      const isNewData = dataset !== plan.dataset;
      if (isNewData) {
        void executor?.close();
        executor = openExecutor(plan.dataset);
        dataset = plan.dataset;
      }
      settings = next;
      const old = slots;
      slots = new Map();
      for (const network of allNetworks(plan)) {
        const { id } = network.task;
        const card = next.cards.find(({ id }) => id === network.variant.name)!;
        const identity = identityOf(network, plan.dataset);
        const known = [old.get(id)?.saved, saved?.get(id)].find((one) => one && fits(one, identity, card.rates));
        const before = old.get(id);
        if (before && !isNewData && before.saved === known && known) {
          Object.assign(before, network, { card });
          slots.set(id, before);
          // A change of the rate that is due now: training goes on with it from the end of the epoch.
          if (before.active && needsNewSegment(before)) before.active.stop = 'epoch';
        } else {
          before?.active?.now.abort();
          slots.set(id, { ...network, card, saved: known ?? { identity, rates: [] }, status: 'ready' });
        }
      }
      for (const [id, { active }] of old) if (slots.get(id)?.active !== active) active?.now.abort();
      for (const slot of slots.values())
        if (patienceEnded(slot, next)) slot.saved = { ...slot.saved, endedEarly: undefined };
      pump();
    },
    play() {
      target = 'end';
      pump();
    },
    pause() {
      target = undefined;
      for (const { active } of slots.values()) if (active) active.stop = 'epoch';
      pump();
    },
    step() {
      target = new Map([...slots].map(([id, { saved }]) => [id, epochsOf(saved) + 1]));
      pump();
    },
    rewind() {
      endAll();
      slots = new Map(
        [...slots].map(([id, { active: _, progress: __, ...slot }]) => [
          id,
          { ...slot, saved: { identity: slot.saved.identity, rates: [] }, status: 'ready' },
        ]),
      );
      target = undefined;
      for (const [id, { saved }] of slots) onSave(id, saved);
      changed();
    },
    clear() {
      endAll();
      slots = new Map();
      target = undefined;
    },
    reopen() {
      if (!dataset) return;
      endAll();
      void executor?.close();
      executor = openExecutor(dataset);
      slots = new Map([...slots].map(([id, { active: _, progress: __, ...slot }]) => [id, slot]));
      pump();
    },
    get isPlaying() {
      return target !== undefined;
    },
    networks,
    close: () => void executor?.close(),
  };
}

const stateOf = ({ card, task, saved, status, progress }: Slot): NetworkState => ({
  ...saved,
  card: card.id,
  task,
  status,
  progress,
});

/** Whether a network in training has been given a change of the rate that its segment does not end for. */
function needsNewSegment({ card, saved }: Slot): boolean {
  return JSON.stringify(card.rates.filter(({ epoch }) => epoch <= epochsOf(saved) + 1)) !== JSON.stringify(saved.rates);
}

const patienceEnded = ({ saved }: Slot, { patience }: Settings) =>
  saved.endedEarly && !hasStoppedImproving(historyOf(saved), patience);

function assignmentOf({ task, variant, card, saved }: Slot, dataset: Dataset, epochs: number): Assignment {
  const learningRate = rateAfter(card, epochsOf(saved));
  const recipe = { ...task.recipe, epochs, optimizer: { ...task.recipe.optimizer, learningRate } };
  const requires = requirementsOf(task, variant, dataset);
  return { task: { ...task, recipe } as Task, requires, keepModel: true, checkpoint: saved.checkpoint };
}
