// The public types in a program that is checked as strictly as TypeScript can: `pnpm types` checks this file with
// `exactOptionalPropertyTypes` (tsconfig.strict.json), under which an optional property takes `undefined` only where its type says so.
import type { EarlyStoppingOptions, EvaluateArgs, FitAllOptions, FitArgs, FitJob, PredictArgs } from '@mlp-lab/engine';
import type {
  FitOptions,
  FittedEnsemble,
  MixtureOptions,
  ScoreOptions,
  SizeCurveOptions,
  VotingOptions,
} from '@mlp-lab/ensemble';
import type { LayersClassifierOptions, LayersClassifierParameters } from '@mlp-lab/ensemble/layers';
import type {
  BackendOptions,
  BenchOptions,
  CompareOptions,
  DescribeNetworkOptions,
  ExecutorOptions,
  InspectOptions,
  PageTransportOptions,
  PlanOptions,
  RunOptions,
  VoteModelsOptions,
} from '@mlp-lab/experiment';
import type { VerifyOptions } from '@mlp-lab/experiment/node';
import type { ReportPageOptions, ReproduceOptions, RunChartOptions, RunChoice } from '@mlp-lab/report';
import type { OpenRunOptions } from '@mlp-lab/report/node';
import type {
  AccuracyByEnsembleSizeOptions,
  ChartOptions,
  ConfusionMatrixOptions,
  DigitItem,
  DigitsOptions,
  FirstLayerWeightsOptions,
  GradientNormsOptions,
  LearningCurvesOptions,
  OptimizerRaceOptions,
  SummaryBarsOptions,
  SummaryRow,
  SvgOptions,
  TextOptions,
} from '@mlp-lab/viz';
import { describe, expectTypeOf, it } from 'vitest';

/** The optional properties of an object that may be left out but not be undefined. */
type RefusesUndefined<Options> = {
  [Name in keyof Options]-?: Record<never, never> extends Pick<Options, Name>
    ? Record<Name, undefined> extends Pick<Options, Name>
      ? never
      : Name
    : never;
}[keyof Options];

describe('options that are undefined have their default, and the types say so', () => {
  it('ensemble', () => {
    // `{ voting: undefined }` is a hard vote: with a type argument of 'soft' it would promise a predictProba that is not there.
    expectTypeOf<Exclude<RefusesUndefined<VotingOptions<'soft'>>, 'voting'>>().toBeNever();
    expectTypeOf<
      RefusesUndefined<FitOptions> | RefusesUndefined<ScoreOptions> | RefusesUndefined<SizeCurveOptions>
    >().toBeNever();
    expectTypeOf<RefusesUndefined<MixtureOptions> | RefusesUndefined<FittedEnsemble>>().toBeNever();
    expectTypeOf<RefusesUndefined<LayersClassifierOptions>>().toBeNever();
  });

  it('engine', () => {
    expectTypeOf<RefusesUndefined<FitArgs>>().toBeNever();
    expectTypeOf<RefusesUndefined<EvaluateArgs> | RefusesUndefined<PredictArgs>>().toBeNever();
    expectTypeOf<RefusesUndefined<FitAllOptions> | RefusesUndefined<FitJob>>().toBeNever();
    expectTypeOf<RefusesUndefined<EarlyStoppingOptions>>().toBeNever();
  });

  it('experiment', () => {
    expectTypeOf<RefusesUndefined<CompareOptions>>().toBeNever();
    expectTypeOf<RefusesUndefined<InspectOptions>>().toBeNever();
    expectTypeOf<RefusesUndefined<PlanOptions> | RefusesUndefined<RunOptions>>().toBeNever();
    expectTypeOf<RefusesUndefined<BackendOptions> | RefusesUndefined<BenchOptions>>().toBeNever();
    expectTypeOf<RefusesUndefined<ExecutorOptions> | RefusesUndefined<PageTransportOptions<unknown>>>().toBeNever();
    expectTypeOf<RefusesUndefined<DescribeNetworkOptions> | RefusesUndefined<VoteModelsOptions>>().toBeNever();
    expectTypeOf<RefusesUndefined<VerifyOptions>>().toBeNever();
  });

  it('viz', () => {
    expectTypeOf<
      RefusesUndefined<ChartOptions> | RefusesUndefined<SvgOptions> | RefusesUndefined<TextOptions>
    >().toBeNever();
    expectTypeOf<RefusesUndefined<DigitItem> | RefusesUndefined<SummaryRow>>().toBeNever();
    expectTypeOf<
      RefusesUndefined<AccuracyByEnsembleSizeOptions> | RefusesUndefined<ConfusionMatrixOptions>
    >().toBeNever();
    expectTypeOf<RefusesUndefined<DigitsOptions> | RefusesUndefined<FirstLayerWeightsOptions>>().toBeNever();
    expectTypeOf<RefusesUndefined<GradientNormsOptions> | RefusesUndefined<LearningCurvesOptions>>().toBeNever();
    expectTypeOf<RefusesUndefined<OptimizerRaceOptions> | RefusesUndefined<SummaryBarsOptions>>().toBeNever();
  });

  it('report', () => {
    expectTypeOf<RefusesUndefined<OpenRunOptions> | RefusesUndefined<ReportPageOptions>>().toBeNever();
    expectTypeOf<RefusesUndefined<ReproduceOptions> | RefusesUndefined<RunChartOptions>>().toBeNever();
    expectTypeOf<RefusesUndefined<RunChoice>>().toBeNever();
  });
});

it('completed parameters have a value', () => {
  expectTypeOf<LayersClassifierParameters['epochs']>().toEqualTypeOf<number>();
});
