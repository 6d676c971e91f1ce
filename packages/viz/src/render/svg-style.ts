// The style sheet of SVG charts. Elements carry the light colours as attributes, which every program draws; the rules below
// replace them in browsers by variables, which follow the reader's mode. They are inside @supports because other programs drop
// such blocks, whereas they draw a variable black. They find elements by their colour, because ImageMagick stops drawing after some
// hundred elements with a class.
import { oneOf } from '@mlp-lab/core';
import type { Tone } from '../chart';
import { TONES, toneColors } from '../theme';

export type Theme = 'auto' | 'light' | 'dark';

/** @throws MlpLabError `invalid-argument` for an unknown theme. */
export const checkTheme = oneOf(['auto', 'light', 'dark']);

/** The tones that an element is filled and stroked with. */
export interface Paint {
  fill?: Tone | 'none';
  stroke?: Tone;
}

/** The attributes that paint an element; the rules of `auto` replace the light colours. */
export function paintAttributes(paint: Paint, mode: 'light' | 'dark'): string {
  return Object.entries(paint as Record<string, Tone | 'none'>)
    .map(([property, tone]) => `${property}="${tone === 'none' ? tone : toneColors(tone)[mode]}"`)
    .join(' ');
}

/**
 * The style sheet that all charts of a theme share.
 *
 * @throws MlpLabError `invalid-argument` for an unknown theme.
 */
export function svgStyle(theme?: Theme | null): string {
  const name = theme ?? 'auto';
  checkTheme('theme', name);
  const scope = `.mlp-lab-${name}`;
  const base =
    `${scope}{max-width:100%;height:auto;font-variant-numeric:tabular-nums}` +
    `@supports(image-rendering:pixelated){${scope}{image-rendering:pixelated}}`;
  return name === 'auto' ? base + followReader(scope) : base;
}

/** On paper, charts are light, whatever the reader's mode is. */
function followReader(scope: string): string {
  const tones = Object.keys(TONES) as Tone[];
  const variables = (mode: 'light' | 'dark') =>
    `${scope}{${tones.map((tone) => `--${tone}:${toneColors(tone)[mode]}`).join(';')}}`;
  const rules = tones.flatMap((tone) =>
    ['fill', 'stroke'].map(
      (property) => `${scope} [${property}="${toneColors(tone).light}"]{${property}:var(--${tone})}`,
    ),
  );
  const images = `${scope} .ink{filter:invert(1)}${scope} .diverging{filter:brightness(1.4)}`;
  const dark = `@media screen and (prefers-color-scheme:dark){${variables('dark')}${images}}`;
  return `@supports(fill:var(--c)){${variables('light')}${rules.join('')}${dark}}`;
}
