import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { MlpLabError } from '@mlp-lab/core';
import { VotingClassifier } from '@mlp-lab/ensemble';
import { LayersClassifier, loadEnsemble, saveEnsemble } from '@mlp-lab/ensemble/layers';
import * as tf from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const build = () => {
  const model = sequential({ layers: [layers.dense({ units: 2, activation: 'softmax', inputShape: [2] })] });
  model.compile({ optimizer: tf.train.adam(0.1), loss: 'categoricalCrossentropy' });
  return model;
};

let parent: string;
let saved: string; // a classifier
let together: string; // an ensemble
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'mlp-lab-hostile-'));
  [saved, together] = [join(parent, 'classifier'), join(parent, 'ensemble')];
  const classifier = new LayersClassifier({ build, seed: 1 });
  await classifier.fit([[0, 1], [1, 0]], [0, 1]); // biome-ignore format: one line
  await classifier.save(saved);
  classifier.dispose();
  const members = [1, 2].map((seed) => [`m${seed}`, new LayersClassifier({ build, seed })] as const);
  const ensemble = new VotingClassifier(members);
  await ensemble.fit([[0, 1], [1, 0]], ['a', 'b']); // biome-ignore format: one line
  await saveEnsemble(ensemble, together);
  await ensemble.dispose();
});
afterAll(() => rm(parent, { recursive: true }));

// biome-ignore lint/suspicious/noExplicitAny: whatever a file may hold
type Json = any;

let copies = 0;
async function copyOf(folder: string): Promise<string> {
  const copy = join(parent, `copy-${copies++}`);
  await cp(folder, copy, { recursive: true });
  return copy;
}

async function edited(folder: string, file: string, edit: (json: Json) => unknown): Promise<string> {
  const copy = await copyOf(folder);
  const json = JSON.parse(await readFile(join(copy, file), 'utf8'));
  const changed = edit(json);
  await writeFile(join(copy, file), typeof changed === 'string' ? changed : JSON.stringify(json));
  return copy;
}

/** The refusal, which is one line and leaves no tensors; undefined where it loads. */
async function refusal(load: () => Promise<{ dispose(): unknown }>): Promise<string | undefined> {
  const before = tf.memory().numTensors;
  try {
    await (await load()).dispose();
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(MlpLabError);
    const { code, message } = error as MlpLabError;
    expect(code).toBe('bad-data');
    expect(message).not.toMatch(/\n/);
    expect(message.length).toBeLessThan(800);
    return message;
  } finally {
    expect(tf.memory().numTensors).toBe(before);
  }
}

const metadata = (json: Json) => json.userDefinedMetadata.mlpLab as Record<string, unknown>;
const topology = (json: Json) => (json.modelTopology.config ?? json.modelTopology.model_config.config) as unknown as { layers: { class_name: string; config: Record<string, unknown> }[] }; // biome-ignore format: one line
const deep = `{"modelTopology":${'['.repeat(100_000)}${']'.repeat(100_000)},"weightsManifest":[]}`;

describe('a saved classifier that someone else made', () => {
  it.each<[string, (json: Json) => unknown, RegExp]>([
    [
      'a network as an activation',
      ({ modelTopology }) => {
        modelTopology.config.layers[0].config.activation = structuredClone(modelTopology);
      },
      /a layer stands where an activation, a constraint or the like is expected/,
    ],
    [
      'a layer as a constraint',
      ({ modelTopology: { config } }) => {
        const [layer] = config.layers;
        layer.config.kernel_constraint = structuredClone(layer);
      },
      /a layer stands where an activation, a constraint or the like is expected/,
    ],
    [
      'weights outside the folder',
      (json) => {
        json.weightsManifest[0].paths = ['../outside.bin'] as never;
      },
      /paths\[0\]: expected a plain name of a file in the folder, received "\.\.\/outside\.bin"/,
    ],
    [
      'an absolute path',
      (json) => {
        json.weightsManifest[0].paths = ['/etc/passwd'] as never;
      },
      /plain name/,
    ],
    [
      'a missing file and a number',
      (json) => {
        json.weightsManifest[0].paths = ['missing.bin', 5] as never;
      },
      /paths\[1\]: expected a plain name .*, received 5/,
    ],
    [
      'a missing file',
      (json) => {
        json.weightsManifest[0].paths = ['missing.bin'] as never;
      },
      /missing\.bin can't be read/,
    ],
    [
      'a folder as weights',
      (json) => {
        json.weightsManifest[0].paths = ['.'] as never;
      },
      /plain name/,
    ],
    [
      'weights of an absurd shape',
      (json) => {
        json.weightsManifest[0].weights[0].shape = [1e9, 1e9] as never;
      },
      /expected weights of \d+ bytes for its shapes, received/,
    ],
    [
      'one name for two weights',
      (json) => {
        json.weightsManifest[0].weights[1] = json.weightsManifest[0].weights[0];
      },
      /expected each name of weights once, received "dense_\w+\/kernel"/,
    ],
    [
      'a name that is no field',
      (json) => {
        json.weightsManifest[0].weights[1].name = '__proto__';
      },
      /weights\[1\]: expected a name, a shape and a type/,
    ],
    [
      'a shape that is no shape',
      (json) => {
        json.weightsManifest[0].weights[0].shape = [-1] as never;
      },
      /weights\[0\]: expected a name, a shape and a type/,
    ],
    [
      'a type of no numbers',
      (json) => {
        json.weightsManifest[0].weights[0].dtype = 'string' as never;
      },
      /weights\[0\]: expected a name, a shape and a type/,
    ],
    [
      'no manifest',
      (json) => {
        json.weightsManifest = null as never;
      },
      /expected modelTopology and weightsManifest/,
    ],
    ['null', () => 'null', /expected modelTopology/],
    ['nesting without end', () => deep, /at most 100 levels of nesting/],
    [
      'an unknown layer',
      (json) => {
        topology(json).layers[0].class_name = 'Dence';
      },
      /can't be loaded: Unknown layer: Dence/,
    ],
    ...[{}, ['a'], 'two words'].map((name): [string, (json: Json) => unknown, RegExp] => [
      `a layer that is called ${JSON.stringify(name)}`,
      (json) => {
        topology(json).layers[0].config.name = name;
      },
      /layers\[0\]\.config\.name: expected letters, digits and any of - \. _ \/, received/,
    ]),
    [
      'more units than weights',
      (json) => {
        topology(json).layers[0].config.units = 3;
      },
      /can't be loaded/,
    ],
    [
      'units without end',
      (json) => {
        topology(json).layers[0].config.units = 1e15;
      },
      /can't be loaded/,
    ],
    [
      'no metadata',
      (json) => {
        json.userDefinedMetadata = null as never;
      },
      /expected format .* received none/,
    ],
    [
      'classes of two kinds',
      (json) => {
        metadata(json).classes = [0, 'b'];
      },
      /classes: expected labels in ascending order for 2 outputs, received \[0,"b"\]/,
    ],
    [
      'more classes than outputs',
      (json) => {
        metadata(json).classes = [0, 1, 2];
      },
      /classes: expected/,
    ],
    [
      'a scaling without numbers',
      (json) => {
        metadata(json).scaling = { shift: 'a' };
      },
      /scaling: expected null or \{ shift, divisor \}/,
    ],
    [
      'a history of texts',
      (json) => {
        metadata(json).history = { loss: ['low'] };
      },
      /history: expected metrics/,
    ],
    [
      'no parameters',
      (json) => {
        metadata(json).parameters = null;
      },
      /parameters: expected an object, received null/,
    ],
    [
      'an unknown parameter',
      (json) => {
        metadata(json).parameters = { epochz: 1 };
      },
      /parameters: LayersClassifier: unknown option 'epochz'/,
    ],
    [
      'a parameter of the wrong kind',
      (json) => {
        metadata(json).parameters = { epochs: {} };
      },
      /parameters: epochs: expected/,
    ],
  ])('is refused by file and field: %s', async (_, edit, message) => {
    // biome-ignore format: a line each
    await rename(await edited(saved, 'model.json', () => {}), join(parent, 'outside')).catch(() => {});
    const folder = await edited(saved, 'model.json', edit);
    expect(await refusal(() => LayersClassifier.load(folder, { build }))).toMatch(message);
  });

  it('does not read weights that have other bytes than their shapes', async () => {
    const folder = await copyOf(saved);
    const [weights] = (await readdir(folder)).filter((name) => name.endsWith('.bin'));
    await writeFile(join(folder, weights), new Uint8Array(2 ** 20));
    expect(await refusal(() => LayersClassifier.load(folder, { build }))).toMatch(/expected weights of \d+ bytes for its shapes, received 1048576/); // biome-ignore format: one line
  });
});

describe('a saved ensemble that someone else made', () => {
  const description = (json: Json) =>
    json.modelTopology.mlpLab as Record<string, unknown> & { members: Record<string, unknown>[] };
  it.each<[string, (json: Json) => unknown, RegExp]>([
    [
      'a part outside the folder',
      (json) => {
        description(json).members[0].part = '../classifier/model';
      },
      /members: expected a name, whether it is dropped, and a part each/,
    ],
    [
      'a member without a name',
      (json) => {
        description(json).members[0].name = null;
      },
      /members: expected/,
    ],
    [
      'two members of one name',
      (json) => {
        description(json).members[0].name = 'm2';
      },
      /members: expected a name each/,
    ],
    [
      'too many weights',
      (json) => {
        description(json).weights = [1, 2, 3];
      },
      /weights: expected null or 2 numbers/,
    ],
    [
      'weights of texts',
      (json) => {
        description(json).weights = ['a', 1];
      },
      /weights: expected null or numbers/,
    ],
    [
      'another voting',
      (json) => {
        description(json).voting = 'loud';
      },
      /voting: expected 'soft' or 'hard', received "loud"/,
    ],
    [
      'members of fewer classes',
      (json) => {
        description(json).classes = ['a', 'b', 'c'];
      },
      /members: expected networks of 3 classes/,
    ],
    [
      'no fitted member',
      (json) => {
        for (const member of description(json).members) member.part = null;
      },
      /members: expected a fitted network/,
    ],
    [
      'jobs of a text',
      (json) => {
        description(json).nJobs = 'many';
      },
      /nJobs: expected null or an integer/,
    ],
    [
      'a missing part',
      (json) => {
        description(json).members[1].part = 'member-9-00000000';
      },
      /can't be read/,
    ],
  ])('is refused by field: %s', async (_, edit, message) => {
    // biome-ignore format: a line each
    const folder = await edited(together, 'ensemble.json', edit);
    expect(await refusal(() => loadEnsemble(folder))).toMatch(message);
  });
});

it('loads, or is refused in one line without tensors left, whatever field of its JSON is changed', async () => {
  const text = await readFile(join(saved, 'model.json'), 'utf8');
  const paths = pathsIn(JSON.parse(text));
  const anything = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(null, -1, 1e9, '', '../x', [], {}));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...paths), anything, async (path, value) => {
      const folder = await edited(saved, 'model.json', (json) => void set(json, path, value));
      await refusal(() => LayersClassifier.load(folder, { build }));
      await rm(folder, { recursive: true });
    }),
    { numRuns: 150 },
  );
});

/** Where each value of a JSON value stands. */
function pathsIn(value: unknown, path: string[] = []): string[][] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [...(path.length > 0 ? [path] : []), ...inner.flatMap(([key, part]) => pathsIn(part, [...path, key]))];
}

function set(json: Json, [...path]: string[], value: unknown): void {
  const last = path.pop()!;
  const owner = path.reduce((part, key) => part[key], json);
  owner[last] = value as never;
}
