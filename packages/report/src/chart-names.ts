// The charts of a run by name, in the order in which they are shown; an entry of its own, so that `--help` need not load what draws them.
/** The charts of a run by name, in the order in which a report shows them. */
export const chartNames = [
  'accuracy',
  'curves',
  'confusion',
  'mistakes',
  'votes',
  'ensemble-size',
  'race',
  'gradient-norms',
  'first-layer-weights',
  'network',
] as const;

/** The name of a chart of a run. */
export type ChartName = (typeof chartNames)[number];
