// The activation functions as numbers, for the picture of one image: training has its own, to the last bit.

const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const SELU = { alpha: 1.6732632423543772, scale: 1.0507009873554805 };

export const ACTIVATIONS: Readonly<Record<string, (x: number) => number>> = {
  elu: (x) => (x >= 0 ? x : Math.expm1(x)),
  gelu: (x) => (x * (1 + erf(x / Math.SQRT2))) / 2,
  linear: (x) => x,
  mish: (x) => x * Math.tanh(softplus(x)),
  relu: (x) => Math.max(x, 0),
  relu6: (x) => Math.min(Math.max(x, 0), 6),
  selu: (x) => SELU.scale * (x >= 0 ? x : SELU.alpha * Math.expm1(x)),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  softmax: (x) => x, // over the whole layer, in forward-pass.ts
  softplus,
  softsign: (x) => x / (1 + Math.abs(x)),
  swish: (x) => x / (1 + Math.exp(-x)),
  tanh: Math.tanh,
};

/** Abramowitz and Stegun 7.1.26, to 1.5e-7: enough for a picture. */
function erf(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const poly = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t;
  return Math.sign(x) * (1 - poly * Math.exp(-x * x));
}

const STEP = 1e-4;

/** By central differences: good to six digits away from corners, enough for a picture. */
export const slopeOf = (activation: string, x: number): number =>
  (ACTIVATIONS[activation](x + STEP) - ACTIVATIONS[activation](x - STEP)) / (2 * STEP);
