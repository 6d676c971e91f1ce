// What flows along the edges of an ONNX graph while it is read, and how operators take it.
import { sizeFromShape } from '@mlp-lab/core';
import type { Columns } from '../../graph/columns';
import type { GraphBuilder, Write } from '../../graph/graph-builder';
import { positionIn } from '../../graph/position-in';
import type { Rows } from '../../graph/rows';
import { unsupported } from '../../network/exchange-error';
import type { Operation, Weight } from '../../network/network';

export type Value = RowsValue | Constant | Lengths | Statistic | Transposed;

export interface RowsValue {
  readonly kind: 'rows';
  readonly rows: Rows;
  /** The result of a comparison: 1 where it held, else 0. */
  readonly isCondition?: true;
}

export type Constant = { readonly kind: 'constant' } & Weight;

/** Lengths of axes, which a graph takes from its rows to reshape them. */
export interface Lengths {
  readonly kind: 'lengths';
  readonly lengths: readonly Length[];
}

/** `rows`: as many as there are rows. */
export type Length = number | 'rows';

/** A step on the way to (x - mean) / √(variance + epsilon), with the mean and variance of each row. */
export interface Statistic {
  readonly kind: 'statistic';
  readonly step: 'mean' | 'centred' | 'square' | 'variance' | 'deviation' | 'inverse';
  readonly rows: Rows;
  readonly epsilon: number;
}

/** Rows whose axes are in another order for a while. */
export interface Transposed {
  readonly kind: 'transposed';
  readonly rows: Rows;
  /** The axes of `rows`, counted with that of the rows, in this order. */
  readonly order: readonly number[];
}

export type Operand = Rows | number;

export interface OperatorContext {
  readonly builder: GraphBuilder;
  readonly opset: number;
  readonly name: string;
  /** `layer fc1 (Gemm)`, for messages. */
  readonly title: string;
  /** How many rows the graph takes, where it says a number. */
  readonly batch?: number;
  integer(attribute: string, byDefault: number): number;
  float(attribute: string, byDefault: number): number;
  text(attribute: string, byDefault: string): string;
  integers(attribute: string): number[] | undefined;
  floats(attribute: string): number[] | undefined;
  /** The attribute `value`. */
  readonly constant?: Weight;
}

export type Operator = (inputs: readonly (Value | undefined)[], context: OperatorContext) => Value;

export type Operators = Readonly<Record<string, Operator>>;

const KINDS: Readonly<Record<Value['kind'], string>> = {
  rows: 'rows that depend on the input',
  constant: 'a constant',
  lengths: 'lengths of axes',
  statistic: 'a mean or deviation of each row',
  transposed: 'rows with their axes in another order',
};

export const received = (value: Value | undefined): string => (value ? KINDS[value.kind] : 'nothing');

export function rowsOf(value: Value | undefined, { title }: OperatorContext): Rows {
  if (value?.kind === 'rows') return value.rows;
  throw unsupported(`${title}: expected rows that depend on the input, received ${received(value)}`);
}

export function constantOf(value: Value | undefined, what: string, { title }: OperatorContext): Weight {
  if (value?.kind === 'constant') return value;
  throw unsupported(`${title}: expected ${what} as a constant, received ${received(value)}`);
}

/** The numbers of a constant, in order. */
export const numbersOf = (value: Value | undefined, what: string, context: OperatorContext): number[] => [
  ...constantOf(value, what, context).data,
];

/** A shape for so many numbers, in which -1 stands for the length that is left. @throws MlpLabError `bad-model` where there is none. */
export function withOpenAxis(lengths: readonly number[], size: number, { title }: OperatorContext): number[] {
  const open = lengths.indexOf(-1);
  if (open < 0) return [...lengths];
  const left = size / sizeFromShape(lengths.filter((_, axis) => axis !== open));
  const shape = lengths.map((length, axis) => (axis === open ? left : length));
  if (shape.every((length) => Number.isInteger(length) && length > 0)) return shape;
  throw unsupported(`${title}: expected a shape for ${size} numbers, received [${lengths}]`);
}

export const after = (
  name: string,
  operation: Operation,
  value: Value | undefined,
  context: OperatorContext,
): RowsValue => ({ kind: 'rows', rows: context.builder.layer(name, operation, [rowsOf(value, context)]) });

/** A number for each of a row, from a constant that ONNX would broadcast to the rows. */
export function broadcast({ shape, data }: Weight, row: readonly number[], what: string, context: OperatorContext) {
  const padded = [...Array<number>(Math.max(0, row.length + 1 - shape.length)).fill(1), ...shape];
  const lengths = padded.slice(-row.length);
  const fits = padded.slice(0, -row.length).every((length) => length === 1);
  if (!fits || lengths.some((length, axis) => length !== 1 && length !== row[axis]))
    throw unsupported(`${context.title}: expected ${what} for rows of shape [${row}], received the shape [${shape}]`);
  return Float32Array.from({ length: sizeFromShape(row) }, (_, i) => data[positionIn(lengths, row, i)]);
}

/** A vector for each column of rows of `width` numbers. */
export const vectorOf = (weight: Weight, width: number, what: string, context: OperatorContext): Weight => ({
  shape: [width],
  data: broadcast(weight, [width], what, context),
});

/** A function of single numbers. */
export function formula(write: Write, operands: readonly Operand[], context: OperatorContext): RowsValue {
  const rows = context.builder.formula(context.title, write, operands);
  if (rows) return { kind: 'rows', rows };
  throw unsupported(`${context.title} joins two branches of the network: expected Add, Mul, Max, Min or Concat`);
}

/** A number for all columns, or rows. */
export function operandOf(value: Value | undefined, context: OperatorContext): Operand {
  if (value?.kind === 'rows') return value.rows;
  if (value?.kind === 'constant' && value.data.length === 1) return value.data[0];
  const shape = value?.kind === 'constant' ? ` of the shape [${value.shape}]` : '';
  throw unsupported(`${context.title}: expected one number for all columns, received ${received(value)}${shape}`);
}

/** Rows whose columns are scaled and shifted by constants. */
export function scaledAndShifted(
  value: Value | undefined,
  columns: Partial<Columns>,
  context: OperatorContext,
): RowsValue {
  const { builder, name } = context;
  const rows = rowsOf(value, context);
  const size = sizeFromShape(builder.shapeOf(rows));
  const { scale = new Float32Array(size).fill(1), shift = new Float32Array(size) } = columns;
  return { kind: 'rows', rows: builder.scaleAndShift(name, rows, { scale, shift }) };
}
