// The two functions of jstat that are used here: the package brings no types.
declare module 'jstat' {
  interface JStat {
    /** Interval of Student's t around a mean at level 1 - alpha. */
    tci(mean: number, alpha: number, figures: readonly number[]): [low: number, high: number];
    /** p-value of a t-test of figures against a value. */
    ttest(value: number, figures: readonly number[], sides: 1 | 2): number;
  }
  const exported: { jStat: JStat };
  export default exported;
}
