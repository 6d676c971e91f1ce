// A card → a short program for Node, TensorFlow.js with mlp-lab's engine, that trains the same network to the same bits.
import type { Card, Settings } from '../state/settings';

export function mlpLabProgram(
  card: Card,
  { epochs, seed, limit, backend, arithmetic }: Pick<Settings, 'epochs' | 'seed' | 'limit' | 'backend' | 'arithmetic'>,
): string {
  const { recipe, rates } = card;
  const recipeText = JSON.stringify({ ...recipe, epochs }, null, 2);
  const segments = [...rates.map(({ epoch }) => epoch).filter((epoch) => epoch < epochs), epochs];
  const images = limit === undefined ? '' : `.map((set) => firstImages(set, ${limit}))`;
  const same =
    backend === 'engine'
      ? 'the same numbers as in the browser, to the last bit'
      : `the browser trained on the backend ${backend}, this program on the engine: the last digits differ`;
  const fitOptions = [
    'batchSize',
    'validationSplit',
    'seed',
    ...(arithmetic === 'fused' ? ["arithmetic: 'fused'"] : []),
  ];
  return `// Card ${card.id} of mlp-lab: ${same}.
// npm install @mlp-lab/core @mlp-lab/data-mnist @mlp-lab/engine @mlp-lab/models @tensorflow/tfjs
${limit === undefined ? '' : "import { firstImages } from '@mlp-lab/core';\n"}import { loadMnist, toTrainingTensors } from '@mlp-lab/data-mnist';
import { evaluate, fit } from '@mlp-lab/engine';
import { buildMlp } from '@mlp-lab/models';
import * as tf from '@tensorflow/tfjs';

const recipe = ${recipeText};
const seed = ${seed};

const mnist = await loadMnist();
const [trainImages, testImages] = [mnist.train, mnist.test]${images};
const { train, test } = toTrainingTensors({ ...mnist, train: trainImages, test: testImages }, { scale: recipe.scale });
const model = buildMlp(recipe, { tf, seed, inputSize: train.x.shape[1], classes: mnist.classes });
const { batchSize, validationSplit } = recipe;
${segments.map((to, i) => segmentText(i === 0 ? 0 : segments[i - 1], to, i === 0 ? undefined : rates[i - 1].rate, fitOptions)).join('\n')}
const [loss, accuracy] = await evaluate(model, test.x, test.y);
console.log(\`test loss \${loss.dataSync()[0]}, accuracy \${accuracy.dataSync()[0]}\`);
`;
}

const segmentText = (from: number, to: number, rate: number | undefined, options: readonly string[]) =>
  `${rate === undefined ? '' : `model.optimizer.learningRate = ${rate}; // from the end of epoch ${from} on\n`}await fit(model, train.x, train.y, { initialEpoch: ${from}, epochs: ${to}, ${options.join(', ')} });`;
