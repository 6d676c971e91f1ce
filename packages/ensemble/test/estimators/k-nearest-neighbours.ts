import { argmax, type ProbabilisticEstimator } from '@mlp-lab/ensemble';

/** Predicts the fraction of each class among the k nearest samples. It does not support sample weights. */
export class KNearestNeighbours implements ProbabilisticEstimator<number[][]> {
  #x: number[][] = [];
  #y: number[] = [];
  nFeaturesIn_?: number;

  constructor(private k = 3) {}

  fit(x: number[][], y: number[]): this {
    this.nFeaturesIn_ = x[0].length;
    this.#x = x;
    this.#y = y;
    return this;
  }

  predictProba(x: number[][]): number[][] {
    return x.map((row) => {
      const distances = this.#x.map((other) => other.reduce((sum, value, j) => sum + (value - row[j]) ** 2, 0));
      const nearest = distances
        .map((_, i) => i)
        .sort((a, b) => distances[a] - distances[b])
        .slice(0, this.k);
      const shares = new Array(Math.max(...this.#y) + 1).fill(0);
      for (const i of nearest) shares[this.#y[i]] += 1 / nearest.length;
      return shares;
    });
  }

  predict(x: number[][]): number[] {
    return this.predictProba(x).map(argmax);
  }

  clone(): KNearestNeighbours {
    return new KNearestNeighbours(this.k);
  }

  getParams(): Record<string, unknown> {
    return { k: this.k };
  }

  setParams({ k }: { k?: number }): this {
    this.k = k ?? this.k;
    return this;
  }
}
