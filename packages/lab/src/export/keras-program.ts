// A card → a short Python program that trains the same network in Keras. The numbers differ in their last digits, as Keras draws its own random ones.
import type { Recipe } from '@mlp-lab/models';
import { rateAfter } from '../state/change-settings';
import type { Card } from '../state/settings';

const CLASSES: Readonly<Record<string, string>> = {
  sgd: 'SGD',
  momentum: 'SGD',
  nesterov: 'SGD',
  adagrad: 'Adagrad',
  adadelta: 'Adadelta',
  rmsprop: 'RMSprop',
  adam: 'Adam',
  adamax: 'Adamax',
  nadam: 'Nadam',
  adamw: 'AdamW',
};
const INITIALIZERS: Readonly<Record<string, string>> = {
  glorotNormal: 'glorot_normal',
  glorotUniform: 'glorot_uniform',
  heNormal: 'he_normal',
  heUniform: 'he_uniform',
  lecunNormal: 'lecun_normal',
  lecunUniform: 'lecun_uniform',
  ones: 'ones',
  orthogonal: 'orthogonal',
  randomNormal: 'random_normal',
  randomUniform: 'random_uniform',
  truncatedNormal: 'truncated_normal',
  zeros: 'zeros',
};

export function kerasProgram(
  card: Card,
  { epochs, seed, limit }: { epochs: number; seed: number; limit?: number },
): string {
  const { recipe, rates } = card;
  const penalty = recipe.l2 ? `, kernel_regularizer=keras.regularizers.L2(${recipe.l2})` : '';
  const dense = (units: number | string) =>
    `layers.Dense(${units}, kernel_initializer="${INITIALIZERS[recipe.kernelInitializer] ?? recipe.kernelInitializer}"${penalty})`;
  const hidden = recipe.hidden.flatMap((units) => [
    dense(units),
    ...(recipe.batchNormalization ? ['layers.BatchNormalization()'] : []),
    `layers.Activation("${recipe.activation === 'swish' ? 'silu' : recipe.activation}")`,
    ...(recipe.dropout > 0 ? [`layers.Dropout(${recipe.dropout})`] : []),
  ]);
  const slice = limit === undefined ? '' : `[:${limit}]`;
  const schedule =
    rates.length === 0
      ? ''
      : `
rates = {${[0, ...rates.map(({ epoch }) => epoch)].map((epoch) => `${epoch}: ${rateAfter(card, epoch)}`).join(', ')}}  # epoch: learning rate from then on
schedule = keras.callbacks.LearningRateScheduler(lambda epoch, rate: rates.get(epoch, rate))
`;
  return `# Card ${card.id} of mlp-lab, in Keras 3. Its random numbers are Keras's own, so the result differs a little.
import keras
from keras import layers

keras.utils.set_random_seed(${seed})
(x, y), (x_test, y_test) = keras.datasets.mnist.load_data()
x, y, x_test, y_test = x${slice}, y${slice}, x_test${slice}, y_test${slice}
x, x_test = (a.reshape(len(a), -1).astype("float32") for a in (x, x_test))
${scaleLines(recipe)}
model = keras.Sequential([
    layers.Input((784,)),
${[...hidden, dense(10), 'layers.Activation("softmax")'].map((line) => `    ${line},`).join('\n')}
])
model.compile(
    optimizer=keras.optimizers.${optimizerCall(recipe)},
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
${schedule}model.fit(x, y, batch_size=${recipe.batchSize}, epochs=${epochs}, validation_split=${recipe.validationSplit}${schedule ? ', callbacks=[schedule]' : ''})
print(model.evaluate(x_test, y_test))
`;
}

function scaleLines({ scale }: Recipe): string {
  if (scale === 'unit') return 'x, x_test = x / 255, x_test / 255\n';
  if (scale === 'standard')
    return 'mean, deviation = x.mean(), x.std()\nx, x_test = (x - mean) / deviation, (x_test - mean) / deviation\n';
  return '';
}

function optimizerCall({ optimizer }: Recipe): string {
  const { name, learningRate, ...numbers } = optimizer as { name: string; learningRate: number } & Record<
    string,
    number
  >;
  const names: Readonly<Record<string, string>> = {
    beta1: 'beta_1',
    beta2: 'beta_2',
    initialAccumulator: 'initial_accumulator_value',
    initialAccumulatorValue: 'initial_accumulator_value',
    weightDecay: 'weight_decay',
  };
  const given = Object.entries(numbers).map(([key, value]) => `${names[key] ?? key}=${value}`);
  const nesterov = name === 'nesterov' ? ['nesterov=True'] : [];
  return `${CLASSES[name] ?? name}(${[`learning_rate=${learningRate}`, ...given, ...nesterov].join(', ')})`;
}
