// A legacy .h5 of Keras 2 or 3 → Network; a .weights.h5 → the recipe that it fits.
import { damaged, unsupported } from '../../network/exchange-error';
import type { ReadFormat, ReadOptimizer } from '../format';
import type { Dialect } from '../function-names';
import type { LayerPlace, WeightSource } from '../keras/model-context';
import { readOptimizer } from '../keras/read-optimizer';
import { readTopology } from '../keras/read-topology';
import { namedState, orderedState } from '../keras/stored-slots';
import { recipeNetwork, type WeightGroup } from '../recipe-network';
import { type Hdf5, readHdf5 } from './read-hdf5';

export const readH5: ReadFormat = async ({ bytes }, { recipe }) => {
  const file = await readHdf5(bytes);
  const config = file.attribute('', 'model_config');
  if (typeof config === 'string')
    return readTopology(parse(config), { dialect: dialectOf(file), source: namedWeights(file) });
  if (!file.isGroup('layers') && file.keys('').length > 0 && !file.isGroup('model_weights'))
    throw damaged(`expected a model of Keras, received the groups ${file.keys('').slice(0, 5).join(', ')}`);
  if (recipe === undefined)
    throw unsupported('it has weights without the layers that they belong to: a recipe is needed to read it');
  return recipeNetwork(recipe, rankedGroups(file));
};

export const readH5Optimizer: ReadOptimizer = async ({ bytes }) => {
  const file = await readHdf5(bytes);
  const [model, training] = ['model_config', 'training_config'].map((name) => file.attribute('', name));
  const config =
    typeof training === 'string' && (parse(training) as { optimizer_config?: unknown } | null)?.optimizer_config;
  if (typeof model !== 'string' || !config) return undefined;
  const dialect = dialectOf(file);
  const variables = () => {
    const names = file.attribute('optimizer_weights', 'weight_names');
    return Array.isArray(names)
      ? names.map((name) => [String(name), file.weight(`optimizer_weights/${name}`)] as const)
      : [];
  };
  const state =
    dialect === 'keras 3' ? orderedState(() => variables().map(([, weight]) => weight)) : namedState(variables);
  return readOptimizer(parse(model), { dialect, source: namedWeights(file) }, { config, state });
};

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw damaged(`model_config: expected JSON: ${(cause as Error).message}`, cause);
  }
}

const dialectOf = (file: Hdf5): Dialect =>
  String(file.attribute('', 'keras_version') ?? file.attribute('model_weights', 'keras_version') ?? '').startsWith('3')
    ? 'keras 3'
    : 'keras 2';

/** `model_weights/dense/sequential/dense/kernel` of Keras 3, `model_weights/dense/dense/kernel:0` of Keras 2. */
const namedWeights = (file: Hdf5): WeightSource => ({
  weights(place, names) {
    const group = `model_weights/${(place.inside[0] ?? place).name}`;
    const paths = dataSets(file, group);
    return Object.fromEntries(
      names.map((name) => {
        const found = endingsOf(place, name).map((ending) => paths.filter((path) => ending.test(path)));
        const own = found.find(({ length }) => length > 0) ?? [];
        if (own.length !== 1)
          throw damaged(`${group}: expected one weight ${name} of ${place.name}, received ${own.length}`);
        return [name, file.weight(own[0])];
      }),
    );
  },
});

/** How the path of a weight may end, the most telling first: with the models that contain the layer, the layer, a numbered name of it. */
function endingsOf({ name, inside }: LayerPlace, weight: string): RegExp[] {
  const models = inside.map((place) => place.name);
  const places = [...models.map((_, i) => [...models.slice(i), name].join('/')), name].map(escaped);
  const own = inside.length === 0 ? ['(^|/)'] : [];
  const starts = [...places.map((place) => `(^|/)${place}/`), `(^|/)${escaped(name)}_\\d+/`, ...own];
  return starts.map((start) => new RegExp(`${start}${weight}(:0)?$`));
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const DEEPEST = 12; // groups inside groups

function dataSets(file: Hdf5, path: string, depth = 0): string[] {
  if (!file.isGroup(path)) return [path];
  if (depth > DEEPEST) throw damaged(`${path}: expected up to ${DEEPEST} groups inside each other`);
  return file.keys(path).flatMap((name) => dataSets(file, `${path}/${name}`, depth + 1));
}

/** The weights of each layer that has some, of a .weights.h5. */
function rankedGroups(file: Hdf5): WeightGroup[] {
  return file.keys('layers').flatMap((name): WeightGroup[] => {
    const path = `layers/${name}/vars`;
    const weights = file.keys(path).map((_, i) => file.weight(`${path}/${i}`));
    const [kernel, bias, mean, variance] = weights;
    if (weights.length === 4)
      return [
        { name, kind: 'batchNormalization', gamma: kernel, beta: bias, movingMean: mean, movingVariance: variance },
      ];
    return weights.length > 0 ? [{ name, kind: 'dense', kernel, ...(bias && { bias }) }] : [];
  });
}
