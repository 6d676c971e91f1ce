// The formats in which `plot` writes a chart; apart from what renders them, so that `--help` stays quick.
export const chartFormats = ['text', 'svg', 'png', 'html'] as const;

export type ChartFormat = (typeof chartFormats)[number];
