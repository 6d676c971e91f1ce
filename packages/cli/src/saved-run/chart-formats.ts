// The formats in which `plot` writes a chart. Apart from the renderers, so that `--help` does not load them.
export const chartFormats = ['text', 'svg', 'png', 'html', 'pdf'] as const;

export type ChartFormat = (typeof chartFormats)[number];
