import { argmax, type FitOptions, type ProbabilisticEstimator } from '@mlp-lab/ensemble';

const STEPS = 300;
const LEARNING_RATE = 0.5;

/** Multinomial logistic regression with an L2 penalty of 1 / c, fitted by gradient descent from zero. */
export class LogisticRegression implements ProbabilisticEstimator<number[][]> {
  #weights: number[][] = []; // [K][features + 1], the last is the intercept
  nFeaturesIn_?: number;

  constructor(private c = 1) {}

  fit(x: number[][], y: number[], options: FitOptions = {}): this {
    const weights = options.sampleWeight ?? x.map(() => 1);
    this.nFeaturesIn_ = x[0].length;
    this.#weights = Array.from({ length: Math.max(...y) + 1 }, () => new Array(x[0].length + 1).fill(0));
    for (let step = 0; step < STEPS; step++) this.#descend(x, y, weights);
    return this;
  }

  #descend(x: number[][], y: number[], weights: ArrayLike<number>): void {
    const probabilities = this.predictProba(x);
    this.#weights = this.#weights.map((row, k) =>
      row.map((value, j) => {
        let gradient = j < x[0].length ? value / this.c : 0;
        for (let i = 0; i < x.length; i++)
          gradient += weights[i] * (probabilities[i][k] - Number(y[i] === k)) * (x[i][j] ?? 1);
        return value - (LEARNING_RATE * gradient) / x.length;
      }),
    );
  }

  predictProba(x: number[][]): number[][] {
    return x.map((row) => {
      const logits = this.#weights.map((w) => w.reduce((sum, weight, j) => sum + weight * (row[j] ?? 1), 0));
      const top = Math.max(...logits);
      const likely = logits.map((logit) => Math.exp(logit - top));
      const total = likely.reduce((sum, p) => sum + p, 0);
      return likely.map((p) => p / total);
    });
  }

  predict(x: number[][]): number[] {
    return this.predictProba(x).map(argmax);
  }

  clone(): LogisticRegression {
    return new LogisticRegression(this.c);
  }

  getParams(): Record<string, unknown> {
    return { c: this.c };
  }

  setParams({ c }: { c?: number }): this {
    this.c = c ?? this.c;
    return this;
  }
}
