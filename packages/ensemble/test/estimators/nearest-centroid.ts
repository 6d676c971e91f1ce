import type { Estimator, FitOptions } from '@mlp-lab/ensemble';

/** Predicts the class with the nearest mean. It has no predictProba. */
export class NearestCentroid implements Estimator<number[][]> {
  #centroids: number[][] = [];
  nFeaturesIn_?: number;

  fit(x: number[][], y: number[], options: FitOptions = {}): this {
    const weights = options.sampleWeight ?? x.map(() => 1);
    this.nFeaturesIn_ = x[0].length;
    this.#centroids = Array.from({ length: Math.max(...y) + 1 }, (_, k) => {
      const rows = y.flatMap((label, i) => (label === k ? [i] : []));
      const total = rows.reduce((sum, i) => sum + weights[i], 0);
      return x[0].map((_, j) => rows.reduce((sum, i) => sum + weights[i] * x[i][j], 0) / total);
    });
    return this;
  }

  predict(x: number[][]): number[] {
    return x.map((row) => {
      const distances = this.#centroids.map((centre) => centre.reduce((sum, v, j) => sum + (v - row[j]) ** 2, 0));
      return distances.indexOf(Math.min(...distances));
    });
  }

  clone(): NearestCentroid {
    return new NearestCentroid();
  }
}
