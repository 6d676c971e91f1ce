// The public names: the charts, the two renderers, and the contract between them.
export type { Chart, ChartOptions, Mark, Tone } from './chart';
export {
  type AccuracyByEnsembleSizeOptions,
  accuracyByEnsembleSize,
  type EnsembleCurve,
  type EnsemblePoint,
} from './charts/accuracy-by-ensemble-size';
export { type ConfusionMatrixOptions, confusionMatrix } from './charts/confusion-matrix';
export { type DigitItem, type DigitsOptions, digits } from './charts/digits';
export { type FirstLayerWeightsOptions, firstLayerWeights } from './charts/first-layer-weights';
export { type GradientNormsOptions, gradientNorms, type LayerNorms } from './charts/gradient-norms';
export { type LearningCurvesOptions, learningCurves } from './charts/learning-curves';
export { type DiagramLayer, networkDiagram } from './charts/network-diagram';
export { type OptimizerRaceOptions, optimizerRace } from './charts/optimizer-race';
export { type SummaryBarsOptions, type SummaryRow, summaryBars } from './charts/summary-bars';
export { type VotesData, votes } from './charts/votes';
export { renderSvg, type SvgOptions } from './render/svg';
export { svgStyle } from './render/svg-style';
export { renderText, type TextOptions } from './render/text';
export type { RunCurves } from './run-curves';
