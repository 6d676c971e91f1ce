// The two functions of jstat that are used here: the package brings no types.
declare module 'jstat' {
  interface JStat {
    studentt: {
      /** The value below which a share of Student's t distribution lies. */
      inv(share: number, degreesOfFreedom: number): number;
    };
    /** p-value of a t-test of figures against a value. */
    ttest(value: number, figures: readonly number[], sides: 1 | 2): number;
  }
  const exported: { jStat: JStat };
  export default exported;
}
