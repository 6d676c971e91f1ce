// What a rule for a class of layers takes and gives.
import type { Columns } from '../../graph/columns';
import { checkLastAxis } from '../../graph/last-axis';
import type { Operation, Weight } from '../../network/network';
import type { Config } from './config-fields';
import type { ModelContext } from './model-context';

export interface RuleContext {
  readonly config: Config;
  /** `layer dense`, for messages. */
  readonly title: string;
  readonly model: ModelContext;
  /** The shape of a row of its input. */
  readonly row: readonly number[];
  /** How many inputs it has. */
  readonly inputs: number;
  weights(...names: string[]): Record<string, Weight>;
  number(field: string, byDefault?: number): number;
}

/** An operation, or a factor and a summand for each number of a row. */
export type Step =
  | (Operation & { readonly trainable?: false })
  | { readonly kind: 'columns'; readonly columns: Columns };

/** Keras writes the axis as a number or as a list of one. @throws MlpLabError as `checkLastAxis`. */
export function checkAxis({ config, row, title }: RuleContext): void {
  const axes = Array.isArray(config.axis) ? config.axis : [config.axis ?? -1];
  checkLastAxis(axes.length === 1 ? axes[0] : axes, row.length, title);
}
