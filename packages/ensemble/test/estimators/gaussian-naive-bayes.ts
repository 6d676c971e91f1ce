import { argmax, type FitOptions, type ProbabilisticEstimator } from '@mlp-lab/ensemble';

/** Features are independent and normally distributed within a class; 1e-9 of the largest variance is added to all variances. */
export class GaussianNaiveBayes implements ProbabilisticEstimator<number[][]> {
  #classes: { logPrior: number; means: number[]; variances: number[] }[] = [];
  nFeaturesIn_?: number;

  fit(x: number[][], y: number[], { sampleWeight = null }: FitOptions = {}): this {
    const weights = sampleWeight ? Array.from(sampleWeight) : x.map(() => 1);
    const total = sum(weights);
    this.nFeaturesIn_ = x[0].length;
    const smoothing = 1e-9 * Math.max(...x[0].map((_, j) => moments(column(x, j), weights).variance));
    this.#classes = Array.from({ length: Math.max(...y) + 1 }, (_, k) => {
      const rows = y.flatMap((label, i) => (label === k ? [i] : []));
      const own = rows.map((i) => weights[i]);
      const features = x[0].map((_, j) => moments(column(x, j, rows), own));
      return {
        logPrior: Math.log(sum(own) / total),
        means: features.map(({ mean }) => mean),
        variances: features.map(({ variance }) => variance + smoothing),
      };
    });
    return this;
  }

  predictProba(x: number[][]): number[][] {
    return x.map((row) => {
      const logs = this.#classes.map(
        ({ logPrior, means, variances }) =>
          logPrior - sum(row.map((v, j) => (v - means[j]) ** 2 / (2 * variances[j]) + Math.log(variances[j]) / 2)),
      );
      const top = Math.max(...logs);
      const likely = logs.map((log) => Math.exp(log - top));
      return likely.map((p) => p / sum(likely));
    });
  }

  predict(x: number[][]): number[] {
    return this.predictProba(x).map(argmax);
  }

  clone(): GaussianNaiveBayes {
    return new GaussianNaiveBayes();
  }

  getParams(): Record<string, unknown> {
    return {};
  }
}

function moments(values: number[], weights: number[]): { mean: number; variance: number } {
  const total = sum(weights);
  const mean = sum(values.map((value, i) => value * weights[i])) / total;
  return { mean, variance: sum(values.map((value, i) => weights[i] * (value - mean) ** 2)) / total };
}

function column(x: number[][], j: number, rows = x.map((_, i) => i)): number[] {
  return rows.map((i) => x[i][j]);
}

function sum(values: number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
