// What training leaves behind: a number an epoch for each metric.

/**
 * Metric name → one number an epoch, under TensorFlow.js's names: `loss` and `acc` over the training images as the
 * epoch went, `val_loss` and `val_acc` over the validation images at its end (absent where there are none).
 */
export interface History {
  loss: number[];
  acc?: number[];
  val_loss?: number[];
  val_acc?: number[];
  [metric: string]: number[] | undefined;
}
