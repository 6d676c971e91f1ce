// Fields of a configuration, checked: text where a number belongs is one clear error.
import { damaged } from '../../network/exchange-error';

export type Config = Readonly<Record<string, unknown>>;

const received = (value: unknown) => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
};

/** @param where the field, for the message: `layer dense: units`. @throws MlpLabError `bad-data`. */
export function configOf(value: unknown, where: string): Config {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Config;
  throw damaged(`${where}: expected an object, received ${received(value)}`);
}

export function listOf(value: unknown, where: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw damaged(`${where}: expected a list, received ${received(value)}`);
}

export function textOf(value: unknown, where: string): string {
  if (typeof value === 'string') return value;
  throw damaged(`${where}: expected text, received ${received(value)}`);
}

export function numberOf(value: unknown, where: string): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw damaged(`${where}: expected a number, received ${received(value)}`);
}

export const numberListOf = (value: unknown, where: string): number[] =>
  listOf(value, where).map((item, i) => numberOf(item, `${where}[${i}]`));
