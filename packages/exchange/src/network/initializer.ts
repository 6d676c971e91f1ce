// How a kernel was initialized, for programs: Keras's class and settings, and its short name where the settings are that name's.

/** By Keras's names: `{ className: 'VarianceScaling', config: { scale: 2, mode: 'fan_in', distribution: 'uniform' } }`. */
export interface Initializer {
  readonly className: string;
  readonly config: Readonly<Record<string, number | string>>;
}

type Settings = Initializer['config'];

const scaling = (scale: number, mode: string, distribution: string): Initializer => ({
  className: 'VarianceScaling',
  config: { scale, mode, distribution },
});

/** Keras's short names, and what each is. */
const NAMED: Readonly<Record<string, Initializer>> = {
  glorot_uniform: scaling(1, 'fan_avg', 'uniform'),
  glorot_normal: scaling(1, 'fan_avg', 'truncated_normal'),
  he_uniform: scaling(2, 'fan_in', 'uniform'),
  he_normal: scaling(2, 'fan_in', 'truncated_normal'),
  lecun_uniform: scaling(1, 'fan_in', 'uniform'),
  lecun_normal: scaling(1, 'fan_in', 'truncated_normal'),
  zeros: { className: 'Zeros', config: {} },
  ones: { className: 'Ones', config: {} },
  orthogonal: { className: 'Orthogonal', config: { gain: 1 } },
  random_normal: { className: 'RandomNormal', config: { mean: 0, stddev: 0.05 } },
  random_uniform: { className: 'RandomUniform', config: { minval: -0.05, maxval: 0.05 } },
  truncated_normal: { className: 'TruncatedNormal', config: { mean: 0, stddev: 0.05 } },
};

const WITH_SETTINGS = ['VarianceScaling', 'Constant', ...Object.values(NAMED).map(({ className }) => className)];

/** Keras's initializer of this short name; undefined for another name. */
export const initializerNamed = (name: string): Initializer | undefined =>
  Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;

/** `he_normal`; undefined where an initializer has settings of its own. */
export function shortName({ className, config }: Initializer): string | undefined {
  const isSame = ([, named]: [string, Initializer]) =>
    named.className === className && Object.entries(named.config).every(([key, value]) => config[key] === value);
  return Object.entries(NAMED).find(isSame)?.[0];
}

/** TensorFlow.js's distributions; its `normal` is cut off at two deviations, too. */
const DISTRIBUTIONS: Readonly<Record<string, string>> = {
  normal: 'truncated_normal',
  truncatedNormal: 'truncated_normal',
};

/** From a layer's config of TensorFlow.js; undefined for a plugin's initializer. */
export function initializerOfConfig(given: unknown): Initializer | undefined {
  const { className = '', config = {} } = (given ?? {}) as { className?: string; config?: Settings };
  if (!WITH_SETTINGS.includes(className)) return undefined;
  const settings = Object.entries(config).filter(
    ([key, value]) => key !== 'seed' && value !== null && value !== undefined,
  );
  const named = settings.map(([key, value]): [string, number | string] => {
    if (key === 'mode') return [key, String(value).replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)];
    return [key, key === 'distribution' ? (DISTRIBUTIONS[String(value)] ?? String(value)) : value];
  });
  return { className, config: Object.fromEntries(named) };
}
