// Keras's EarlyStopping, restoreBestWeights included, for `fit` and for `model.fit`.
import { checkOptions } from '@mlp-lab/core/checks';
import { checkBoolean, checkCount, checkNumber, checkString, oneOf, warnOnce } from '@mlp-lab/core/common';
import type { Tensor } from '@tensorflow/tfjs-core';
import { Callback, type LayersModel } from '@tensorflow/tfjs-layers';
import type { FitCallback, Logs } from './fit-args';

/** Options of `earlyStopping`, with the names and defaults of Keras. */
export interface EarlyStoppingOptions {
  /** The name of the monitored value in the logs (`acc`, not `accuracy`). Where it is missing, the console says so, once. Default `val_loss`. */
  monitor?: string | undefined;
  /** The smallest change that counts as an improvement; its sign is ignored. Default 0. */
  minDelta?: number | undefined;
  /** The number of epochs without improvement after which training stops. Default 0, which counts as 1. */
  patience?: number | undefined;
  /** Whether lower or higher values are better. Default `auto`: higher if the name contains `acc` or is `r2Score`, otherwise lower. */
  mode?: 'auto' | 'min' | 'max' | undefined;
  /** Only values better than this restart the patience. Default: none. */
  baseline?: number | undefined;
  /** The number of epochs at the start that are not monitored. Default 0. */
  startFromEpoch?: number | undefined;
  /** Whether the model ends with the weights of the best epoch, even if training did not stop early. Default false. */
  restoreBestWeights?: boolean | undefined;
}

/**
 * A callback that stops training when a monitored value no longer improves, by the rules of Keras 3.15.
 *
 * @throws MlpLabError `invalid-argument` for an unknown option, with the nearest names, or an invalid value.
 */
export function earlyStopping(options?: EarlyStoppingOptions | null): FitCallback {
  return new EarlyStopping(checkOptions('earlyStopping', options, checks)) as FitCallback;
}

const checks = {
  monitor: checkString,
  minDelta: checkNumber,
  patience: (name: string, value: unknown) => checkCount(name, value, 0),
  mode: oneOf(['auto', 'min', 'max']),
  baseline: checkNumber,
  startFromEpoch: (name: string, value: unknown) => checkCount(name, value, 0),
  restoreBestWeights: checkBoolean,
};

class EarlyStopping extends Callback {
  private best?: number;
  private bestWeights?: Tensor[];
  private wait = 0;

  constructor(private readonly options: EarlyStoppingOptions) {
    super();
  }

  override async onTrainBegin(): Promise<void> {
    this.best = undefined;
    this.forget();
    this.wait = 0;
  }

  override async onEpochEnd(epoch: number, logs?: object): Promise<void> {
    const { monitor = 'val_loss', patience = 0, baseline, startFromEpoch = 0, restoreBestWeights } = this.options;
    const value = await numberOf((logs as Logs | undefined)?.[monitor]);
    if (epoch < startFromEpoch) return;
    if (value === undefined)
      return warnOnce(`earlyStopping monitors ${monitor}, but the logs have ${Object.keys(logs ?? {})}`);
    if (restoreBestWeights && !this.bestWeights) this.keep(); // better than none, if no epoch is an improvement
    this.wait++;
    if (this.isBetter(value, this.best)) {
      this.best = value;
      if (restoreBestWeights) this.keep();
      if (baseline === undefined || this.isBetter(value, baseline)) this.wait = 0;
      return;
    }
    if (this.wait >= patience && epoch > 0) (this.model as LayersModel).stopTraining = true;
  }

  override async onTrainEnd(): Promise<void> {
    if (this.bestWeights) (this.model as LayersModel).setWeights(this.bestWeights);
    this.forget();
  }

  private isBetter(value: number, than?: number): boolean {
    if (than === undefined) return true;
    const { monitor = 'val_loss', mode = 'auto', minDelta = 0 } = this.options;
    const isGreaterBetter = mode === 'max' || (mode === 'auto' && /acc|r2Score|precision|recall/.test(monitor));
    const margin = Math.abs(minDelta);
    return isGreaterBetter ? value - margin > than : value + margin < than;
  }

  private keep(): void {
    this.forget();
    this.bestWeights = (this.model as LayersModel).getWeights().map((weight) => weight.clone());
  }

  private forget(): void {
    for (const weight of this.bestWeights ?? []) weight.dispose();
    this.bestWeights = undefined;
  }
}

/** `model.fit` passes the logs to callback classes as scalars. */
async function numberOf(value: number | Tensor | undefined): Promise<number | undefined> {
  return typeof value === 'object' ? (await value.data())[0] : value;
}
