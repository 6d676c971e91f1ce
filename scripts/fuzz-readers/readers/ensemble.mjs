// The readers of ensemble: a saved classifier, and a saved ensemble, in folders.
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { memoryFolder } from '../memory-folder.mjs';
import { mutateBytes, mutateJson, mutateText, pick } from '../mutate.mjs';
import { tf } from '../tensorflow.mjs';

const packageDir = new URL('../../../packages/ensemble/', import.meta.url);
const { VotingClassifier } = await import(new URL('dist/index.js', packageDir).href);
const { LayersClassifier, loadEnsemble, saveEnsemble } = await import(new URL('dist/layers/index.js', packageDir).href);

const dir = mkdtempSync(join(memoryFolder(), 'mlp-lab-fuzz-'));
process.on('exit', () => rmSync(dir, { recursive: true, force: true }));
const x = [[0, 1], [1, 0]]; // biome-ignore format: one line
const build = () => {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, activation: 'softmax', inputShape: [2] })] });
  model.compile({ optimizer: tf.train.adam(0.1), loss: 'categoricalCrossentropy' });
  return model;
};
const classifier = new LayersClassifier({ build, seed: 1 });
await classifier.fit(x, [0, 1]);
await classifier.save(join(dir, 'classifier'));
classifier.dispose();
const ensemble = new VotingClassifier([1, 2].map((seed) => [`m${seed}`, new LayersClassifier({ build, seed })]));
await ensemble.fit(x, ['a', 'b']);
await saveEnsemble(ensemble, join(dir, 'ensemble'));
await ensemble.dispose();

/** One file of the folder is changed: what its JSON says, its text, or its bytes. */
function folderReader(name, folder, load) {
  const made = join(dir, folder);
  const changed = join(dir, `${folder}-changed`);
  cpSync(made, changed, { recursive: true });
  const contents = new Map(readdirSync(made).map((file) => [file, new Uint8Array(readFileSync(join(made, file)))]));
  const names = [...contents.keys()];
  return {
    name,
    make(random) {
      const file = pick(random, names);
      const bytes = contents.get(file);
      if (!file.endsWith('.json')) return { input: { file, bytes: mutateBytes(random, bytes) }, keepsHeader: true };
      const text = new TextDecoder().decode(bytes);
      const isJson = random(5) > 0;
      const mutated = isJson ? JSON.stringify(mutateJson(random, JSON.parse(text))) : mutateText(random, text);
      return { input: { file, bytes: new TextEncoder().encode(mutated) }, keepsHeader: isJson };
    },
    async read({ file, bytes }) {
      writeFileSync(join(changed, file), bytes);
      try {
        await (await load(changed)).dispose();
      } finally {
        writeFileSync(join(changed, file), contents.get(file));
      }
    },
  };
}

export const readers = [
  folderReader('a saved classifier', 'classifier', (folder) => LayersClassifier.load(folder, { build })),
  folderReader('a saved ensemble', 'ensemble', (folder) => loadEnsemble(folder)),
];
