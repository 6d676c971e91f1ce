import { asciiText } from '@mlp-lab/core';
import { expect, it } from 'vitest';

it('spells symbols out, drops accents, and keeps line breaks and escape codes', () => {
  expect(asciiText('\u001b[1mété\u001b[0m\n1 ± 2 → ≥ 3 ✗ 漢')).toBe('\u001b[1mete\u001b[0m\n1 +/- 2 -> >= 3 x ?');
});
