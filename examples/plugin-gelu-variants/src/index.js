// Activations as formulas: each is a line, with its derivative and its compiled code for nothing.
import { expression } from '@mlp-lab/core';
import { definePlugin, notebookRecipe } from '@mlp-lab/models';

const ROOT_TWO_OVER_PI = 0.7978845608028654;
const ROOT_HALF = Math.SQRT1_2;

/** Hendrycks and Gimpel, "Gaussian Error Linear Units" (2016): x Φ(x), and the two approximations that they give. */
const activations = {
  erf: expression((x, { erf }) => x.mul(erf(x.mul(ROOT_HALF)).add(1)).mul(0.5)),
  tanh: expression((x, { tanh }) =>
    x.mul(tanh(x.square().mul(0.044715).add(1).mul(x).mul(ROOT_TWO_OVER_PI)).add(1)).mul(0.5),
  ),
  sigmoid: expression((x, { sigmoid }) => x.mul(sigmoid(x.mul(1.702)))),
};

/** @param {'erf' | 'tanh' | 'sigmoid'} name */
const variant = (name) =>
  /** @type {const} */ ({
    name,
    title: `GELU by ${name}`,
    changes: ['activation', 'kernelInitializer'],
    recipe: { ...notebookRecipe, kernelInitializer: 'heNormal', activation: `gelu/${name}` },
  });

export default definePlugin({
  meta: { name: 'mlp-lab-plugin-gelu-variants', version: '0.1.0', namespace: 'gelu' },
  activations,
  variants: [variant('erf'), variant('tanh'), variant('sigmoid')],
});
