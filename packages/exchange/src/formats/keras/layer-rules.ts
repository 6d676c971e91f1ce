// One rule for each layer class of Keras and TensorFlow.js: its configuration and weights → an operation of the Network.
import { checkExpression, sizeFromShape } from '@mlp-lab/core';
import { positionIn } from '../../graph/position-in';
import type { Rows } from '../../graph/rows';
import { ELEMENTWISE } from '../../network/elementwise-layer';
import { damaged, unsupported } from '../../network/exchange-error';
import { type ActivationFunction, NAMED_FUNCTIONS, type Operation, type Weight } from '../../network/network';
import { functionNamed } from '../function-names';
import { type Config, configOf, numberListOf, numberOf, textOf } from './config-fields';
import type { LayerPlace, ModelContext } from './model-context';
import { groupNormalization, rmsNormalization } from './normalization-rules';
import { checkAxis, type RuleContext, type Step } from './rule-context';

type Rule = (context: RuleContext) => Step[];

/** @throws MlpLabError as `readTopology`. */
export function addLayer(layer: Config, place: LayerPlace, model: ModelContext, inputs: readonly Rows[]): Rows {
  const { className, name } = place;
  const title = `layer ${name} (${className})`;
  const rule = RANDOM.test(className)
    ? randomInTraining
    : Object.hasOwn(rules, className)
      ? rules[className]
      : undefined;
  if (rule === undefined) throw unsupported(`${title} can't be read: mlp-lab has no layer ${className}`);
  if (inputs.length > 1 && !Object.hasOwn(JOINING, className))
    throw unsupported(
      `${title} joins ${inputs.length} inputs: expected one of ${Object.keys(JOINING).slice(1).join(', ')}`,
    );
  const config = configOf(layer.config, title);
  const { builder, source } = model;
  const context: RuleContext = {
    config,
    title,
    model,
    row: builder.shapeOf(inputs[0]),
    inputs: inputs.length,
    weights: (...names) => source.weights(place, names),
    number(field, byDefault) {
      const value = config[field];
      return value === undefined && byDefault !== undefined ? byDefault : numberOf(value, `${title}: ${field}`);
    },
  };
  const trainable = config.trainable === false ? { trainable: false as const } : {};
  let rows = (JOINING[className] ?? unchanged)(inputs, (input) => builder.layer(`${name}_negative`, negative, [input]));
  for (const [i, step] of rule(context).entries()) {
    const own = i === 0 ? name : `${name}_${step.kind}`; // of Dense(8, 'relu'): dense, dense_activation
    rows =
      step.kind === 'columns'
        ? [builder.scaleAndShift(own, rows[0], step.columns)]
        : [builder.layer(own, { ...step, ...trainable }, rows)];
  }
  return rows[0];
}

/** Layers with several inputs: how these change before they are joined. */
const JOINING: Readonly<Record<string, (inputs: readonly Rows[], negated: (rows: Rows) => Rows) => readonly Rows[]>> = {
  RMSNormalization: ([x], negated) => [x, negated(x)],
  Add: unchanged,
  Multiply: unchanged,
  Maximum: unchanged,
  Minimum: unchanged,
  Concatenate: unchanged,
  Average: unchanged,
  Subtract: ([first, second], negated) => [first, negated(second)],
};

const rules: Readonly<Record<string, Rule>> = {
  Dense(context) {
    const { config, title, weights, number } = context;
    const hasBias = config.use_bias !== false;
    refuseFields(context, ['lora_rank', 'quantization_config']);
    if (/^Quantized/.test(String((config.dtype as Config | undefined)?.class_name)))
      throw unsupported(`${title} has quantized weights: save the model before it is quantized`);
    const { kernel, bias } = weights('kernel', ...(hasBias ? ['bias'] : []));
    checkShape(context, 'kernel', kernel, [undefined, number('units')]);
    if (bias) checkShape(context, 'bias', bias, [number('units')]);
    const dense: Operation = {
      kind: 'dense',
      kernel: regularized(context, 'kernel', kernel),
      ...(bias && { bias: regularized(context, 'bias', bias) }),
    };
    noteFields(context, ['activity_regularizer', 'kernel_constraint', 'bias_constraint']);
    return [dense, ...activation(context)];
  },
  Activation: activation,
  ReLU(context) {
    const maxValue = context.config.max_value ?? undefined;
    return relu({
      negativeSlope: firstNumber(context, ['negative_slope'], 0),
      threshold: firstNumber(context, ['threshold'], 0),
      ...(maxValue !== undefined && { maxValue: context.number('max_value') }),
    });
  },
  LeakyReLU: (context) => relu({ negativeSlope: firstNumber(context, ['negative_slope', 'alpha'], 0.3) }),
  ThresholdedReLU: ({ number }) => relu({ threshold: number('theta', 1) }),
  ELU: ({ number }) => [withFunction({ name: 'elu', alpha: number('alpha', 1) })],
  Softmax(context) {
    checkAxis(context);
    return [withFunction({ name: 'softmax' })];
  },
  Rescaling(context) {
    const { config, row, title } = context;
    const [scales, offsets] = [config.scale, config.offset ?? 0].map((given) => numbersOf(given, title));
    const width = row[row.length - 1];
    if ([scales, offsets].some(({ length }) => length !== 1 && length !== width))
      throw damaged(`${title}: expected 1 or ${width} numbers, received ${scales.length} and ${offsets.length}`);
    return scaled(
      row,
      (i) => scales[i % scales.length],
      (i) => offsets[i % offsets.length],
      scales.length + offsets.length === 2,
    );
  },
  Normalization: normalization,
  [ELEMENTWISE]: (context) => [withFunction(ownFunction(context))],
  PReLU(context) {
    noteFields(context, ['alpha_regularizer', 'alpha_constraint']);
    return [{ kind: 'prelu', alpha: context.weights('alpha').alpha }];
  },
  BatchNormalization(context) {
    checkAxis(context);
    const { config, number, weights } = context;
    noteFields(context, ['renorm', ...AFFINE]);
    const affine = [...(config.scale === false ? [] : ['gamma']), ...(config.center === false ? [] : ['beta'])];
    const { gamma, beta, moving_mean, moving_variance } = weights(...affine, 'moving_mean', 'moving_variance');
    const moving = { movingMean: moving_mean, movingVariance: moving_variance };
    const numbers = { epsilon: number('epsilon', 1e-3), momentum: number('momentum', 0.99) };
    return [{ kind: 'batchNormalization', ...numbers, ...(gamma && { gamma }), ...(beta && { beta }), ...moving }];
  },
  LayerNormalization(context) {
    checkAxis(context);
    const { config, number, weights } = context;
    refuseFields(context, ['rms_scaling']);
    noteFields(context, AFFINE);
    const affine = [...(config.scale === false ? [] : ['gamma']), ...(config.center === false ? [] : ['beta'])];
    const { gamma, beta } = affine.length > 0 ? weights(...affine) : ({} as Record<string, Weight>);
    const epsilon = number('epsilon', 1e-3);
    return [{ kind: 'layerNormalization', epsilon, ...(gamma && { gamma }), ...(beta && { beta }) }];
  },
  GroupNormalization: groupNormalization,
  RMSNormalization: rmsNormalization,
  Dropout(context) {
    noteFields(context, ['noise_shape']);
    return [{ kind: 'dropout', rate: rate(context) }];
  },
  AlphaDropout(context) {
    noteFields(context, ['noise_shape']);
    return [{ kind: 'alphaDropout', rate: rate(context) }];
  },
  GaussianNoise: ({ number }) => [{ kind: 'gaussianNoise', rate: number('stddev') }],
  GaussianDropout: (context) => [{ kind: 'gaussianDropout', rate: rate(context) }],
  Flatten({ config, row }) {
    const [channels, ...others] = row;
    const isOrdered = config.data_format !== 'channels_first' || channels === 1 || sizeFromShape(others) === 1;
    if (row.length === 1) return [];
    return [{ kind: 'flatten', ...(!isOrdered && { channelsFirst: true as const }) }];
  },
  Reshape({ config, title, row }) {
    const shape = numberListOf(config.target_shape, `${title}: target_shape`);
    const size = row.reduce((product, length) => product * length, 1);
    const known = shape.filter((length) => length !== -1).reduce((product, length) => product * length, 1);
    return [{ kind: 'reshape', shape: shape.map((length) => (length === -1 ? size / known : length)) }];
  },
  Add: () => [{ kind: 'add' }],
  Multiply: () => [{ kind: 'multiply' }],
  Maximum: () => [{ kind: 'maximum' }],
  Minimum: () => [{ kind: 'minimum' }],
  Concatenate(context) {
    checkAxis(context);
    return [{ kind: 'concatenate' }];
  },
  Subtract: () => [{ kind: 'add' }],
  Average: ({ inputs }) => [{ kind: 'add' }, withFunction({ name: 'rescaling', scale: 1 / inputs, offset: 0 })],
  Identity: () => [],
  ActivityRegularization(context) {
    noteFields(context, ['l1', 'l2']);
    return [];
  },
};

/** Layers that only change rows by chance, in training. */
const RANDOM = /^(SpatialDropout[12]D|Random(Flip|Rotation|Translation|Zoom|Shear|Contrast|Brightness))$/;

function randomInTraining({ model, title }: RuleContext): Step[] {
  model.onlyInTraining.push(`${title} changes its rows by chance`);
  return [];
}

function unchanged(inputs: readonly Rows[]): readonly Rows[] {
  return inputs;
}

const negative: Operation = { kind: 'activation', function: { name: 'rescaling', scale: -1, offset: 0 } };

const AFFINE = ['gamma_regularizer', 'beta_regularizer', 'gamma_constraint', 'beta_constraint'];

const withFunction = (given: ActivationFunction): Operation => ({ kind: 'activation', function: given });

const relu = (given: { negativeSlope?: number; maxValue?: number; threshold?: number }): Operation[] => [
  withFunction({
    name: 'relu',
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== 0)),
  }),
];

/** The first of the fields that is there: Keras 2's `alpha` is Keras 3's `negative_slope`. */
function firstNumber({ config, title }: RuleContext, fields: readonly string[], byDefault: number): number {
  const field = fields.find((name) => config[name] !== undefined && config[name] !== null);
  return field === undefined ? byDefault : numberOf(config[field], `${title}: ${field}`);
}

function rate({ number, title }: RuleContext): number {
  const value = number('rate');
  if (value >= 0 && value < 1) return value;
  throw damaged(`${title}: rate: expected 0 to 1, without 1, received ${value}`);
}

/** The layers for a layer's `activation`: none for linear. A name, or an object of Keras with one. */
function activation({ config, title, model, row, inputs }: RuleContext): Step[] {
  const given = config.activation ?? 'linear';
  if (typeof given === 'object' && given !== null) {
    const { class_name: className, config: inner } = given as Config;
    if (className !== 'function') {
      const rule = rules[String(className)];
      if (['ReLU', 'LeakyReLU', 'ELU', 'Softmax', 'ThresholdedReLU'].includes(String(className))) {
        const own = configOf(inner ?? {}, `${title}: activation`);
        const number = (field: string, byDefault?: number) =>
          own[field] === undefined && byDefault !== undefined ? byDefault : numberOf(own[field], `${title}: ${field}`);
        return rule({ config: own, title, model, row, inputs, number, weights: () => ({}) });
      }
      throw unsupported(`${title} has the activation ${String(className)}, which mlp-lab doesn't have`);
    }
    return named(textOf(inner, `${title}: activation`));
  }
  return named(textOf(given, `${title}: activation`));

  function named(name: string): Step[] {
    if (name === 'linear') return [];
    if (/^(softmax|log_softmax)$/.test(name) && row.length !== 1 && config.units === undefined)
      throw unsupported(`${title} takes rows of shape [${row}]: expected flat ones`);
    const found = functionNamed(name, model.dialect);
    if (found) return [withFunction(found)];
    throw unsupported(`${title} has the activation ${name}, which mlp-lab doesn't have`);
  }
}

const LEAST_DEVIATION = 1e-7; // Keras's epsilon

/** Keras's Normalization: (x - mean) / deviation, along the axes that have statistics of their own. */
function normalization({ config, title, row, weights }: RuleContext): Step[] {
  const axes = config.axis === null ? [] : Array.isArray(config.axis) ? config.axis : [config.axis ?? -1];
  const own = axes
    .map((axis) => numberOf(axis, `${title}: axis`))
    .map((axis) => (axis < 0 ? axis + row.length : axis - 1));
  const lengths = row.map((length, axis) => (own.includes(axis) ? length : 1));
  const statistics = () => weights('mean', 'variance', 'count');
  const isGiven = config.mean !== null && config.mean !== undefined;
  const [mean, variance] = isGiven
    ? [config.mean, config.variance].map((given) => numbersOf(given, title))
    : (({ mean, variance }) => [[...mean.data], [...variance.data]])(statistics());
  const size = sizeFromShape(lengths);
  if ([mean, variance].some(({ length }) => length !== 1 && length !== size))
    throw damaged(`${title}: expected statistics of ${size} numbers, received ${mean.length} and ${variance.length}`);
  const deviations = variance.map((each) => Math.max(Math.sqrt(each), LEAST_DEVIATION));
  const at = (list: readonly number[], i: number) => list[list.length === 1 ? 0 : positionIn(lengths, row, i)];
  const isInverse = config.invert === true;
  const scale = (i: number) => (isInverse ? at(deviations, i) : 1 / at(deviations, i));
  const shift = (i: number) => (isInverse ? at(mean, i) : -at(mean, i) / at(deviations, i));
  return scaled(row, scale, shift, mean.length === 1 && variance.length === 1);
}

/** x · scale + shift, by the position in a row. */
function scaled(
  row: readonly number[],
  scale: (i: number) => number,
  shift: (i: number) => number,
  isSame: boolean,
): Step[] {
  if (isSame) return [withFunction({ name: 'rescaling', scale: scale(0), offset: shift(0) })];
  const numbers = (at: (i: number) => number) => Float64Array.from({ length: sizeFromShape(row) }, (_, i) => at(i));
  return [{ kind: 'columns', columns: { scale: numbers(scale), shift: numbers(shift) } }];
}

/** A number, or a list of numbers. */
const numbersOf = (given: unknown, title: string): number[] => [given].flat(8).map((each) => numberOf(each, title));

function regularized(context: RuleContext, name: string, weight: Weight): Weight {
  const { config, title } = context;
  const given = config[`${name}_regularizer`];
  if (given === undefined || given === null) return weight;
  const where = `${title}: ${name}_regularizer`;
  const { class_name: className, config: inner = {} } = configOf(given, where);
  if (!['L1', 'L2', 'L1L2'].includes(String(className))) {
    noteFields(context, [`${name}_regularizer`]);
    return weight;
  }
  const { l1 = 0, l2 = 0 } = configOf(inner, where);
  return { ...weight, regularizer: { l1: numberOf(l1, `${where}.l1`), l2: numberOf(l2, `${where}.l2`) } };
}

/** Settings that matter in training alone, and that mlp-lab doesn't have. */
function noteFields({ config, title, model }: RuleContext, fields: readonly string[]): void {
  for (const field of fields) if (config[field]) model.onlyInTraining.push(`${title} has ${field}`);
}

/** Settings that change what a layer computes, and that mlp-lab doesn't have. */
function refuseFields({ config, title }: RuleContext, fields: readonly string[]): void {
  const field = fields.find((name) => config[name]);
  if (field !== undefined) throw unsupported(`${title} has ${field}, which mlp-lab doesn't have`);
}

function checkShape({ title }: RuleContext, name: string, { shape }: Weight, expected: (number | undefined)[]): void {
  if (shape.length === expected.length && expected.every((length, i) => length === undefined || length === shape[i]))
    return;
  throw damaged(
    `${title}: ${name}: expected the shape [${expected.map((length) => length ?? 'any')}], received [${shape}]`,
  );
}

/** The function of an Elementwise layer, which TensorFlow.js saves with names in snake case. */
function ownFunction({ config, title }: RuleContext): ActivationFunction {
  const where = `${title}: activation`;
  const { name: given, expression, plugin, ...settings } = configOf(config.activation, where);
  const name = camelCase(textOf(given, `${where}.name`));
  if (name === 'formula') {
    try {
      return {
        name,
        expression: checkExpression(expression as never),
        ...(typeof plugin === 'string' && { plugin }),
      };
    } catch (cause) {
      throw damaged(`${where}.expression: ${(cause as Error).message}`, cause);
    }
  }
  const known: readonly string[] = [...NAMED_FUNCTIONS, 'relu', 'elu', 'celu', 'rescaling'];
  if (!known.includes(name)) throw damaged(`${where}.name: expected an activation, received ${name}`);
  const numbers = Object.entries(settings).map(([key, value]) => [camelCase(key), numberOf(value, `${where}.${key}`)]);
  return { name, ...Object.fromEntries(numbers) } as ActivationFunction;
}

const camelCase = (name: string) => name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
