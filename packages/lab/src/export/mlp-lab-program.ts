// A card → a short program for Node, TensorFlow.js with mlp-lab's engine, that trains the same network to the same bits.
import { MlpLabError } from '@mlp-lab/core';
import type { Registry } from '@mlp-lab/models';
import type { Card, Settings } from '../state/settings';
import { epochsOf, type NetworkState } from '../training/network-state';
import { hasOwnBuild } from '../training/plan-cards';

/**
 * @param network the card's first one, which the program trains: as far as early stopping let it, where that has ended it.
 * @param limits of the images, one after the other: that of the session, that of the settings.
 * @throws MlpLabError `bad-model` for a network that a plugin's code builds.
 */
export function mlpLabProgram(
  card: Card,
  settings: Pick<Settings, 'epochs' | 'backend' | 'arithmetic' | 'patience'>,
  network: Pick<NetworkState, 'task' | 'checkpoint' | 'endedEarly'>,
  { registry, limits }: { registry: Registry; limits: readonly number[] },
): string {
  if (hasOwnBuild(card.preset, registry))
    throw new MlpLabError(
      'bad-model',
      `${card.preset}: a plugin’s code builds this network, which the program does not have`,
    );
  const { recipe, rates } = card;
  const { backend, arithmetic, patience } = settings;
  const { seed } = network.task;
  const epochs = network.endedEarly ? epochsOf(network) : settings.epochs;
  const recipeText = JSON.stringify({ ...recipe, epochs }, null, 2);
  const segments = [...rates.map(({ epoch }) => epoch).filter((epoch) => epoch < epochs), epochs];
  const dataset = limits.reduce((images, limit) => `limitDataset(${images}, ${limit})`, 'await loadMnist()');
  const loads = ['limitDataset', 'loadMnist', 'toTrainingTensors'].slice(limits.length > 0 ? 0 : 1);
  const same =
    backend === 'engine'
      ? `the same numbers as in the browser, to the last bit${patience > 0 && !network.endedEarly ? ', but without stopping early' : ''}`
      : `the browser trained on the backend ${backend}, this program on the engine: the last digits differ`;
  const fitOptions = [
    'batchSize',
    'validationSplit',
    'seed',
    ...(arithmetic === 'fused' ? ["arithmetic: 'fused'"] : []),
  ];
  return `// ${network.task.id} of mlp-lab: ${same}.
// npm install @mlp-lab/data-mnist @mlp-lab/engine @mlp-lab/models @tensorflow/tfjs
import { ${loads.join(', ')} } from '@mlp-lab/data-mnist';
import { evaluate, fit } from '@mlp-lab/engine';
import { buildMlp } from '@mlp-lab/models';
import * as tf from '@tensorflow/tfjs';

const recipe = ${recipeText};
const seed = ${seed};

const dataset = ${dataset};
const { train, test } = toTrainingTensors(dataset, { scale: recipe.scale });
const model = buildMlp(recipe, { tf, seed, inputSize: train.x.shape[1], classes: dataset.classes });
const { batchSize, validationSplit } = recipe;
${segments.map((to, i) => segmentText(i === 0 ? 0 : segments[i - 1], to, i === 0 ? undefined : rates[i - 1].rate, fitOptions)).join('\n')}
const { loss, acc } = await evaluate(model, test.x, test.y);
console.log(\`test loss \${loss}, accuracy \${acc}\`);
`;
}

const segmentText = (from: number, to: number, rate: number | undefined, options: readonly string[]) =>
  `${rate === undefined ? '' : `model.optimizer.learningRate = ${rate}; // from the end of epoch ${from} on\n`}await fit(model, train.x, train.y, { initialEpoch: ${from}, epochs: ${to}, ${options.join(', ')} });`;
