// The record of training: for each metric, one number per epoch.

/**
 * Metric name → one number per epoch, under TensorFlow.js's names: `loss` and `acc` are averages over the training images during
 * the epoch, `val_loss` and `val_acc` are computed on the validation images at its end (absent where there are none).
 */
export interface History {
  /** The mean loss of each epoch on the training images. */
  loss: number[];
  /** The accuracy on the training images, 0 to 1. */
  acc?: number[];
  /** The loss on the validation images. */
  val_loss?: number[];
  /** The accuracy on the validation images, 0 to 1. */
  val_acc?: number[];
  [metric: string]: number[] | undefined;
}
