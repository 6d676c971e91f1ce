// A number with − and +, which can also be typed.
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';

export interface StepperProps {
  label: string;
  value: number;
  min: number;
  max?: number;
  /** The values that − and + go through. */
  next(value: number, direction: 1 | -1): number;
  /** Whether only integers will do. @default true */
  whole?: boolean;
  children?: ComponentChildren;
  onChange(value: number): void;
}

export function Stepper({ label, value, min, max = 1e9, next, whole = true, onChange }: StepperProps) {
  const [text, setText] = useState(String(value));
  useEffect(() => setText(String(value)), [value]);
  const isValid = (number: number) =>
    number >= min && number <= max && Number.isFinite(number) && (!whole || Number.isInteger(number));
  const typed = text.trim() === '' ? Number.NaN : Number(text);
  const commit = () => (isValid(typed) ? typed !== value && onChange(typed) : setText(String(value)));
  const step = (direction: 1 | -1) => {
    const stepped = Math.min(max, Math.max(min, next(value, direction)));
    if (stepped !== value) onChange(stepped);
  };
  return (
    <span class="stepper">
      <button type="button" aria-label={`${label}: less`} disabled={value <= min} onClick={() => step(-1)}>
        −
      </button>
      <input
        aria-label={label}
        inputMode={whole ? 'numeric' : 'decimal'}
        autocomplete="off"
        value={text}
        size={Math.max(3, text.length)}
        aria-invalid={!isValid(typed)}
        onInput={({ currentTarget }) => setText(currentTarget.value)}
        onBlur={commit}
        onKeyDown={(event) => {
          if (event.key === 'Enter') commit();
          if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
            event.preventDefault();
            step(event.key === 'ArrowUp' ? 1 : -1);
          }
        }}
      />
      <button type="button" aria-label={`${label}: more`} disabled={value >= max} onClick={() => step(1)}>
        +
      </button>
    </span>
  );
}

/** By one. */
export const byOne = (value: number, direction: 1 | -1) => value + direction;
/** 1, 2, 5, 10, 20, 50, …: about a third each time. */
export function byThirds(value: number, direction: 1 | -1): number {
  const exponent = Math.floor(Math.log10(value) + 1e-9);
  const ladder = [0.5, 1, 2, 5, 10].map((factor) => Number((factor * 10 ** exponent).toPrecision(3)));
  if (direction === 1) return ladder.find((rung) => rung > value * 1.0001) ?? value;
  return ladder.findLast((rung) => rung < value * 0.9999) ?? value;
}
/** Of decays and momenta: by thirds of what is missing to one, as 0.9, 0.95, 0.98, 0.99; below a half by thirds. */
export function towardsOne(value: number, direction: 1 | -1): number {
  if (value === 0) return 0.1;
  const isNear = value < 1 && (value > 0.5 || (value === 0.5 && direction === 1));
  return isNear
    ? Number((1 - byThirds(1 - value, direction === 1 ? -1 : 1)).toPrecision(12))
    : byThirds(value, direction);
}
/** To the next power of two. */
export const byTwos = (value: number, direction: 1 | -1) =>
  direction === 1 ? 2 ** (Math.floor(Math.log2(value)) + 1) : 2 ** (Math.ceil(Math.log2(value)) - 1);
/** By tens, from 10 down by ones. */
export const byTens = (value: number, direction: 1 | -1) =>
  value + direction * (value < 10 || (value === 10 && direction === -1) ? 1 : 10);
/** By a step of `size`. */
export const bySteps = (size: number) => (value: number, direction: 1 | -1) =>
  Number((value + direction * size).toFixed(6));
