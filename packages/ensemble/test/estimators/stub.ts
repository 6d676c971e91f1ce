import type { ProbabilisticEstimator } from '@mlp-lab/ensemble';

/** Returns fixed predictions, whatever it is fitted on. */
export class Stub implements ProbabilisticEstimator<unknown> {
  fittedOn?: { x: unknown; y: number[]; options: unknown[] };

  constructor(
    private votes: number[] = [],
    private probabilities: number[][] = [],
  ) {}

  fit(x: unknown, y: number[], ...options: unknown[]): void {
    this.fittedOn = { x, y, options };
  }

  predict(): number[] {
    return this.votes;
  }

  predictProba(): number[][] {
    return this.probabilities;
  }

  clone(): Stub {
    return new Stub(this.votes, this.probabilities);
  }
}
