// The record of training: for each metric, one number per epoch.

/**
 * Metric name → one number per epoch, under TensorFlow.js's names: `loss` and `acc` are averages over the training images during
 * the epoch, `val_loss` and `val_acc` are computed on the validation images at its end (absent where there are none).
 */
export interface History {
  loss: number[];
  acc?: number[];
  val_loss?: number[];
  val_acc?: number[];
  [metric: string]: number[] | undefined;
}
