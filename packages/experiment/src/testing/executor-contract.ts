// What every executor must do, a test a sentence: a runner is not needed.
import type { Dataset } from '@mlp-lab/core';
import { createRegistry, defaultOptimizer, notebook, type Recipe, type Registry } from '@mlp-lab/models';
import type { Assignment, Executor, RunOptions } from '../executor/executor';
import { requirementsOf } from '../executor/requirements';
import type { Checkpoint } from '../train/checkpoint';
import { runTask } from '../train/run-task';
import type { Task, TaskProgress, TaskResult } from '../train/task';
import { checkRejects, checkSame, checkSameBits, fail } from './check';
import { tinyDataset } from './tiny-dataset';

/** One test. */
export interface ContractTest {
  /** A sentence: `trains two tasks at once`. */
  name: string;
  /** Resolves if the executor keeps the contract; otherwise rejects and says what was expected and received. */
  run(): Promise<void>;
}

/** An executor under test. */
export interface ExecutorHarness {
  /** For the titles of the tests. */
  name: string;
  /** Opens the executor, once for all tests; the last test closes it. */
  open(options: OpenOptions): Executor | Promise<Executor>;
  /** Crashes the workers, one of which is training. Absent if that would end the tests, too. */
  crash?(): void | Promise<void>;
  /** Whether a new worker takes the next task after a crash. Otherwise all further tasks fail. @default true */
  replaces?: boolean;
}

/** What a harness opens its executor with. */
export interface OpenOptions {
  /** The images to train on and to test with. */
  dataset: Dataset;
  /** The variants and the plugins. */
  registry: Registry;
  /** How many tasks should train at the same time. */
  jobs: number;
}

const registry = createRegistry([notebook()]);
const FOREVER = 1_000_000; // epochs
const ALL_PARTS: Partial<Recipe> = {
  hidden: [12, 8],
  activation: 'relu',
  batchNormalization: true,
  dropout: 0.2,
  optimizer: { ...defaultOptimizer('adam'), learningRate: 0.01 },
  batchSize: 16,
  epochs: 4,
  validationSplit: 0.25,
};

/** The tests of an executor, on a small data set. */
export function executorContract({ open, crash, replaces = true }: ExecutorHarness): ContractTest[] {
  let opened: Promise<Executor> | undefined;
  const test = (name: string, use: (executor: Executor) => Promise<void>): ContractTest => ({
    name,
    async run() {
      opened ??= Promise.resolve(open({ dataset: tinyDataset, registry, jobs: 2 }));
      await use(await opened);
    },
  });

  return [
    ...['engine', 'cpu'].map((backend) =>
      test(`trains to the same bits as this thread (${backend})`, async ({ run }) => {
        const asked = assign(backend, ALL_PARTS, { backend, probe: 10, heldOut: true });
        checkSameBits(backend, await run({ ...asked, keepModel: true }), await trainHere(asked));
      }),
    ),

    test('reports progress in order', async ({ run }) => {
      const seen: TaskProgress[] = [];
      const { history } = await run(assign('progress'), { onProgress: (progress) => seen.push(progress) });
      const fractions = seen.map(({ fraction }) => fraction);
      checkSame(
        'fractions',
        fractions,
        [...fractions].sort((a, b) => a - b),
      );
      checkSame('the last fraction', fractions.at(-1), 1);
      const ends = seen.filter(({ isEpochEnd }) => isEpochEnd);
      checkSame('epochs', ends.map(({ epoch, epochs }) => [epoch, epochs]), [1, 2, 3, 4].map((epoch) => [epoch, 4])); // biome-ignore format: one line
      for (const metric of ['loss', 'acc', 'val_loss', 'val_acc'] as const)
        checkSame(metric, ends.map((progress) => progress[metric]), history[metric]); // biome-ignore format: one line
    }),

    test('trains two tasks at once', async ({ run }) => {
      const [a, b] = [assign('a'), assign('b', { hidden: [5] })];
      const order: string[] = [];
      const train = (asked: Assignment) => run(asked, { onProgress: () => order.push(asked.task.id) });
      const [ofA, ofB] = await Promise.all([train(a), train(b)]);
      checkSame('a', ofA.probabilities, (await trainHere(a)).probabilities);
      checkSame('b', ofB.probabilities, (await trainHere(b)).probabilities);
      checkSame('tasks with progress', [...new Set(order)].sort(), ['a', 'b']);
    }),

    test('trains the same task twice at once', async ({ run }) => {
      const [first, second] = await Promise.all([run(assign('twin')), run(assign('twin'))]);
      checkSame('the second', second.probabilities, first.probabilities);
    }),

    test('reports that training diverged, and trains the next task', async ({ run }) => {
      const wild = { optimizer: { name: 'sgd', learningRate: 1e30 } as const, batchNormalization: false };
      await checkRejects(run(assign('wild', wild)), 'diverged', /loss/);
      await checkTrains(run);
    }),

    test('stops training when its signal is aborted, and trains the next task', async ({ run }) => {
      await checkRejects(abortWhileTraining(run, assign('long', { epochs: FOREVER })), 'aborted', /aborted/);
      await checkTrains(run);
    }),

    test('does not start a task whose signal is aborted already', async ({ run }) => {
      const onProgress = () => fail('progress', 'none', 'some');
      await checkRejects(run(assign('late'), { signal: AbortSignal.abort(), onProgress }), 'aborted', /aborted/);
    }),

    test('rejects with what a callback throws, and trains the next task', async ({ run }) => {
      const thrown = new Error('no luck');
      const onProgress = () => {
        throw thrown;
      };
      const error = await run(assign('thrown', { epochs: FOREVER }), { onProgress }).catch((reason) => reason);
      if (error !== thrown) fail('the error', 'the one that the callback threw', error);
      await checkTrains(run);
    }),

    ...refusals.map(({ reason, requires, message }) =>
      test(`refuses a task that requires ${reason}`, async ({ run }) => {
        const asked = assign('refused');
        const onProgress = () => fail('progress', 'none', 'some');
        const running = run({ ...asked, requires: { ...asked.requires, ...requires } }, { onProgress });
        await checkRejects(running, 'unavailable', message);
        await checkTrains(run);
      }),
    ),

    ...['engine', 'cpu'].map((backend) =>
      test(`continues from a checkpoint to the same bits as without interruption (${backend})`, async ({ run }) => {
        const asked = { ...assign(backend, ALL_PARTS, { backend, probe: 10, heldOut: true }), keepModel: true };
        const checkpoints: Checkpoint[] = [];
        const whole = await run(asked, { onCheckpoint: (checkpoint) => checkpoints.push(checkpoint) });
        checkSame('checkpoints', checkpoints.map(({ epochs }) => epochs), [1, 2, 3, 4]); // biome-ignore format: one line
        for (const checkpoint of [checkpoints[0], checkpoints[2]]) {
          const epochs: number[] = [];
          const onProgress = ({ epoch, isEpochEnd }: TaskProgress) => isEpochEnd && epochs.push(epoch);
          const rest = await run({ ...asked, checkpoint }, { onProgress });
          checkSame('epochs trained', epochs, [1, 2, 3, 4].slice(checkpoint.epochs));
          checkSameBits(`after epoch ${checkpoint.epochs}`, rest, whole);
        }
        checkSameBits('the uninterrupted training', whole, await trainHere(asked));
      }),
    ),

    test('refuses the checkpoint of another network', async ({ run }) => {
      const checkpoints: Checkpoint[] = [];
      await run(assign('narrow', { hidden: [3] }), { onCheckpoint: (checkpoint) => checkpoints.push(checkpoint) });
      const running = run({ ...assign('wide', { hidden: [4] }), checkpoint: checkpoints[0] });
      await checkRejects(running, 'invalid-argument', /checkpoint: expected weights of the shapes/);
    }),

    ...(crash
      ? [
          test(`fails with the reason when its worker crashes, and ${replaces ? 'trains the next task on another' : 'takes no further task'}`, async ({
            run,
          }) => {
            const running = whileTraining(run, assign('crashed', { epochs: FOREVER }), crash);
            await checkRejects(running, 'unavailable', /crashed|exited|closed/);
            if (replaces) await checkTrains(run);
            else await checkRejects(run(assign('next')), 'unavailable', /crashed|exited|closed/);
          }),
        ]
      : []),

    test('is closed', (executor) => executor.close()),
  ];
}

const refusals = [
  {
    reason: 'another version of mlp-lab',
    requires: { version: '0.0.1-other' },
    message: /needs mlp-lab 0\.0\.1-other/,
  },
  {
    reason: 'another data set',
    requires: { dataset: { ...assign('other').requires.dataset, train: 7 } },
    message: /needs the data set tiny \(7 training and 30 test images.*but the worker has tiny \(120 training/,
  },
  { reason: 'a plugin', requires: { plugins: ['acme 1.0.0'] }, message: /needs the plugin acme 1\.0\.0/ },
  { reason: 'code for its network', requires: { code: true }, message: /built by code that the worker does not have/ },
];

function assign(id: string, recipe: Partial<Recipe> = {}, more: Partial<Task> = {}): Assignment {
  const variant = registry.get('relu');
  const task: Task = {
    id,
    variant: 'relu',
    seed: 5,
    recipe: { ...variant.recipe, ...ALL_PARTS, ...recipe },
    backend: 'engine',
    ...more,
  };
  return { task, requires: requirementsOf(task, variant, tinyDataset) };
}

function trainHere({ task }: Assignment): Promise<TaskResult> {
  const build = (target: Parameters<Parameters<typeof runTask>[1]['build']>[0]) =>
    registry.build('relu', { ...target, recipe: task.recipe });
  return runTask(task, { dataset: tinyDataset, build, keepModel: true });
}

async function checkTrains(run: Executor['run']): Promise<void> {
  const asked = assign('next', { epochs: 1 });
  checkSame('the next task', (await run(asked)).probabilities, (await trainHere(asked)).probabilities);
}

function abortWhileTraining(run: Executor['run'], asked: Assignment): Promise<TaskResult> {
  const controller = new AbortController();
  return whileTraining(run, asked, () => controller.abort(), { signal: controller.signal });
}

/** Runs a task, and calls `act` at its first progress. */
function whileTraining(
  run: Executor['run'],
  asked: Assignment,
  act: () => void | Promise<void>,
  options: RunOptions = {},
): Promise<TaskResult> {
  let acted = false;
  const onProgress = () => {
    if (!acted) void act();
    acted = true;
  };
  return run(asked, { ...options, onProgress });
}
