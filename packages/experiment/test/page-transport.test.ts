// A comparison whose networks a page trains: what the page receives, also when it is reloaded, and the report.
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CompareEvent,
  compare,
  connect,
  decode,
  encode,
  openPageTransport,
  requirementsOf,
  serveTasks,
  type TaskReply,
  type TaskRequest,
  type ToPage,
} from '@mlp-lab/experiment';
import { tinyDataset } from '@mlp-lab/experiment/testing';
import { createRegistry, notebook } from '@mlp-lab/models';
import { describe, expect, it, vi } from 'vitest';

const registry = createRegistry([notebook()]);
const asked = { registry, dataset: tinyDataset, variants: ['relu', 'ensemble'], epochs: 2, jobs: 2 };

/** A page that hands each request to `onRequest`. */
function openPage(onRequest: (request: TaskRequest) => void = () => {}) {
  const transport = openPageTransport({ events: () => [] });
  const attach = (receive = onRequest) =>
    transport.attach({
      write(line) {
        const message = decode(JSON.parse(line)) as ToPage<never>;
        if (message.kind === 'request') receive(message.request);
      },
      end: async () => {},
    });
  const reply = (reply: TaskReply) => transport.receive(JSON.parse(JSON.stringify(encode([{ kind: 'reply', reply }]))));
  const detach = attach();
  return { transport, executor: connect(transport), attach, detach, reply };
}

/** A page that trains. */
function trainingPage(here = registry) {
  const requests: TaskRequest[] = [];
  const opened = openPage((request) => {
    requests.push(request);
    serve(request);
  });
  const serve = serveTasks({ dataset: tinyDataset, registry: here }, (reply) => opened.reply(reply));
  return { ...opened, requests };
}

describe('a comparison whose networks a page trains', () => {
  it('gives the same report, and reports every epoch', async () => {
    const { executor } = trainingPage();
    const epochs: number[] = [];
    const there = await compare({
      ...asked,
      executor,
      onProgress: (event) => {
        if (event.type === 'training' && event.progress.isEpochEnd && event.task.variant === 'relu')
          epochs.push(event.progress.epoch);
      },
    });
    const plain = (report: unknown) =>
      JSON.parse(JSON.stringify(report, (key, value) => (key === 'seconds' ? 0 : value)));
    expect(plain(there)).toEqual(plain(await compare({ ...asked, jobs: 1 })));
    expect(epochs).toEqual([1, 2]);
  });

  it('saves the same networks as training here', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'mlp-lab-remote-'));
    try {
      const { executor } = trainingPage();
      await compare({ ...asked, executor, out: join(dir, 'there') });
      await compare({ ...asked, jobs: 1, out: join(dir, 'here') });
      const files = (await readdir(join(dir, 'here/models'))).sort(); // their names have the weights' hashes in them
      expect(files).toHaveLength(2 * 4);
      expect((await readdir(join(dir, 'there/models'))).sort()).toEqual(files);
    } finally {
      await rm(dir, { recursive: true });
    }
  });

  it('stops the page when it is aborted', async () => {
    const { executor, requests, attach, detach } = trainingPage();
    const controller = new AbortController();
    const onProgress = ({ type }: CompareEvent) => type === 'training' && controller.abort();
    const ended = compare({ ...asked, epochs: 1000, executor, signal: controller.signal, onProgress });
    await expect(ended).rejects.toMatchObject({ code: 'aborted' });
    const first = requests.find((request) => request.kind === 'train');
    expect(first).toMatchObject({ task: { id: 'ensemble.seed-1.member-1' } }); // which trains longer than relu
    expect(requests).toContainEqual({ kind: 'abort', id: first?.id });
    detach();
    const again = vi.fn();
    attach(again);
    expect(again).not.toHaveBeenCalled();
  });

  it('reports a network that diverges in its row, and continues with the others', async () => {
    const { executor } = trainingPage();
    const wild = { ...registry.get('relu'), name: 'wild' };
    const recipe = { ...wild.recipe, optimizer: { name: 'sgd', learningRate: 1e30 } as const };
    const { rows } = await compare({ ...asked, variants: [{ ...wild, recipe }, 'relu'], batchSize: 8, executor });
    expect(rows[0].failures).toMatchObject([{ seed: 1, message: expect.stringMatching(/loss/) }]);
    expect(rows[1].runs).toHaveLength(1);
  });

  it('says which network is built by code that the page does not have', async () => {
    const coded = { ...registry.get('relu'), name: 'coded', build: () => ({}) as never };
    const { executor } = trainingPage();
    await expect(compare({ ...asked, variants: [coded], executor })).rejects.toMatchObject({
      code: 'unavailable',
      message:
        'the worker refuses coded.seed-1: the network of coded is built by code that the worker does not have: load its plugin in the worker, too',
    });
  });
});

describe('a page', () => {
  const task = {
    id: 'relu.seed-1',
    variant: 'relu',
    seed: 1,
    recipe: { ...registry.get('relu').recipe, epochs: 3 },
    backend: 'engine',
  };
  const assignment = { task, requires: requirementsOf(task, registry.get('relu'), tinyDataset) };

  it('that is reloaded receives the requests that are still running, from their latest checkpoints', async () => {
    const { executor, attach, detach, reply, transport } = openPage();
    const done = executor.run(assignment, { onCheckpoint() {} });
    const other = executor.run({ ...assignment, task: { ...task, id: 'other' } });
    const checkpoint = { epochs: 2, weights: [], optimizer: [], history: { loss: [], acc: [], val_loss: [], val_acc: [] }, seconds: 1 }; // biome-ignore format: one line
    reply({ kind: 'checkpoint', id: 0, checkpoint });
    reply({ kind: 'failed', id: 1, message: 'no luck' });
    await expect(other).rejects.toThrow('no luck');
    detach();
    const requests: TaskRequest[] = [];
    attach((request) => requests.push(request));
    expect(requests).toMatchObject([{ kind: 'train', id: 0, task, checkpoint }]);
    await transport.end({ interrupted: false });
    transport.receive([{ kind: 'failed', message: 'not accepted any more' }]);
    await Promise.race([done, new Promise((resolve) => setTimeout(resolve, 50))]);
  });

  it('that fails ends all tasks, running and later, with its reason', async () => {
    const { executor, transport } = openPage();
    const running = executor.run(assignment);
    transport.receive([{ kind: 'failed', code: 'io', message: 'no data' }]);
    const failure = { code: 'io', message: 'the page in the browser failed: no data' };
    await expect(running).rejects.toMatchObject(failure);
    await expect(executor.run(assignment)).rejects.toMatchObject(failure);
  });

  it.each([undefined, {}, 'x', [1], [null], [{}], [{ kind: 'reply' }]])('refuses %j as messages', (json) => {
    const { transport } = openPage();
    expect(() => transport.receive(json)).toThrow('expected a list of messages');
  });
});

describe('the codec', () => {
  it('finds the network that crashes its page, and trains the others', async () => {
    const { transport, executor, attach, requests } = trainingPage();
    const onPage = (crashes: string) => (request: TaskRequest) => {
      requests.push(request);
      if (request.kind !== 'train' || request.task.variant !== crashes) return serveHere(request);
      transport.crashed();
      attach(onPage(crashes));
    };
    const serveHere = serveTasks({ dataset: tinyDataset, registry }, (reply) =>
      transport.receive(JSON.parse(JSON.stringify(encode([{ kind: 'reply', reply }])))),
    );
    transport.crashed();
    attach(onPage('adam'));
    const { rows } = await compare({ ...asked, variants: ['relu', 'adam', 'dropout'], jobs: 3, executor });
    expect(rows.map(({ runs, failures }) => failures?.[0].message ?? runs.length)).toEqual([
      1,
      'it crashed the page that trained it',
      1,
    ]);
    await executor.close();
  });

  it('carries numbers and bytes through JSON without a change', () => {
    const value = {
      floats: Float32Array.of(0.1, Number.NaN, -0, Number.NEGATIVE_INFINITY),
      ints: Int32Array.of(-1, 2 ** 31 - 1),
      bytes: new Uint8Array(40_000).fill(255),
      buffer: Uint8Array.of(1, 2, 3).buffer,
      numbers: [Number.NaN, -0, Number.POSITIVE_INFINITY, 1e-320, 0.1],
      nested: { text: 'ä', none: null, list: [[], {}] },
    };
    expect(decode(JSON.parse(JSON.stringify(encode(value))))).toEqual(value);
  });

  it.each([[['Float32Array', 'no base64']], [['Float32Array', 'AAA=']], [['Object', '']], [[]], [['ArrayBuffer', {}]]])(
    'refuses what is no number and no bytes: %j',
    (special) => {
      const refused = expect.objectContaining({ name: 'MlpLabError', code: 'bad-data' });
      expect(() => decode([{ $special: special }])).toThrow(refused);
    },
  );

  it('carries the part of a buffer that a view shows', () => {
    const view = new Float32Array(Float32Array.of(1, 2, 3).buffer, 4, 1);
    expect(decode(encode(view))).toEqual(Float32Array.of(2));
  });
});
