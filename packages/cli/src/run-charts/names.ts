// The charts of a stored run by name, in the order in which they are shown; apart from what draws them, so that `--help` is quick.
export const runChartNames = [
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

export type RunChartName = (typeof runChartNames)[number];
