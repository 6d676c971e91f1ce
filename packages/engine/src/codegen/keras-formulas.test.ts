// Activations of Keras 3.15 that TensorFlow.js does not have, each a formula of a line: values and slopes against those that Keras and
// JAX gave in doubles (fixtures/engine/formulas_in_keras.py), evaluated and compiled.

import type { Expression } from '@mlp-lab/core';
import { derivative, evaluateExpression, expression } from '@mlp-lab/core/formulas';
import { describe, expect, it } from 'vitest';
import file from '../../../../fixtures/engine/formulas.json';
import { runCode } from '../testing/run-code';
import { vector } from './assembler/vector';
import { expressionRule } from './expression-code';

const IN_DOUBLES = 4e-14; // some last digits of 1 (2e-16), times numbers up to 12: mish has 12 (1 - t²) with t close to 1
const IN_FLOATS = 2e-6; // the same

const formulas: Record<keyof typeof file.cases, Expression> = {
  gelu_tanh: expression((x, { tanh }) =>
    x.mul(0.5).mul(tanh(x.add(x.square().mul(x).mul(0.044715)).mul(Math.sqrt(2 / Math.PI))).add(1)),
  ),
  gelu: expression((x, { erf }) => x.mul(0.5).mul(erf(x.mul(Math.SQRT1_2)).add(1))),
  mish: expression((x, { tanh, softplus }) => x.mul(tanh(softplus(x)))),
  silu: expression((x, { sigmoid }) => x.mul(sigmoid(x))),
  squareplus: expression((x, { sqrt }) => x.add(sqrt(x.square().add(4))).div(2)),
  celu: expression((x, { maximum, minimum, expm1 }) => maximum(x, 0).add(expm1(minimum(x, 0)))),
  log_sigmoid: expression((x, { softplus }) => softplus(x.neg()).neg()),
  tanh_shrink: expression((x, { tanh }) => x.sub(tanh(x))),
  soft_shrink: expression((x, { where }) => where(x.greater(0.5), x.sub(0.5), where(x.less(-0.5), x.add(0.5), 0))),
  hard_silu: expression((x, { maximum, minimum }) => x.mul(minimum(maximum(x.add(3), 0), 6)).div(6)),
  hard_tanh: expression((x, { maximum, minimum }) => minimum(maximum(x, -1), 1)),
  sparse_plus: expression((x, { where }) =>
    where(x.lessEqual(-1), 0, where(x.greaterEqual(1), x, x.add(1).square().mul(0.25))),
  ),
  softsign: expression((x) => x.div(x.abs().add(1))),
};

describe.each(Object.entries(formulas))('%s as a formula', (name, written) => {
  const { values, slopes } = file.cases[name as keyof typeof formulas];

  it("has Keras's values and derivatives", () => {
    near(
      file.points.map((x) => evaluateExpression(written, x)),
      values,
      IN_DOUBLES,
    );
    near(
      file.points.map((x) => evaluateExpression(derivative(written), x)),
      slopes,
      IN_DOUBLES,
    );
  });

  it('has them when compiled, too', () => {
    const { forward, backward, derivativeOf: keeps } = expressionRule(written);
    const x = Float32Array.from(file.points);
    const y = runCode(forward, x);
    near(y, values, IN_FLOATS);
    near(
      runCode((f, kept) => backward(f, vector(1), kept), keeps === 'input' ? x : y),
      slopes,
      IN_FLOATS,
    );
  });
});

function near(actual: ArrayLike<number>, expected: number[], tolerance: number): void {
  for (const [i, value] of expected.entries())
    if (!(Math.abs(actual[i] - value) <= tolerance * Math.max(1, Math.abs(value))))
      expect.fail(`at ${file.points[i]}: expected ${value}, received ${actual[i]}`);
}
