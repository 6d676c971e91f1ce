// The table of contents: the charts, the two renderers, and the contract between them.
export type { Chart, ChartOptions, Mark, Tone } from './chart';
export { type DigitItem, type DigitsOptions, digits } from './charts/digits';
export { type LearningCurvesOptions, learningCurves, type RunCurves } from './charts/learning-curves';
export { type SummaryBarsOptions, type SummaryRow, summaryBars } from './charts/summary-bars';
export { renderSvg, type SvgOptions } from './render/svg';
export { renderText, type TextOptions } from './render/text';
