// The networks to choose from: the notebook's, and, folded up, the others by their namespace.
import type { Variant } from '@mlp-lab/models';
import { describeDifference } from '@mlp-lab/models';

export interface VariantPickerProps {
  variants: readonly Variant[];
  /** The names of the variants that come first. */
  main: readonly string[];
  chosen: readonly string[];
  problem?: string;
  onChange(chosen: string[]): void;
}

export function VariantPicker({ variants, main, chosen, problem, onChange }: VariantPickerProps) {
  const baseline = variants.find(({ name }) => name === 'baseline');
  const toggle = (name: string) =>
    onChange(variants.map((variant) => variant.name).filter((other) => chosen.includes(other) !== (other === name)));
  const option = (variant: Variant) => (
    <label key={variant.name} class="option">
      <input type="checkbox" checked={chosen.includes(variant.name)} onChange={() => toggle(variant.name)} />
      <span>
        {variant.name}
        <small>{baseline && summary(variant, baseline)}</small>
      </span>
    </label>
  );
  return (
    <fieldset class="variants" aria-describedby={problem && 'variants-problem'}>
      <legend>Networks</legend>
      {variants.filter(({ name }) => main.includes(name)).map(option)}
      {groups(variants.filter(({ name }) => !main.includes(name))).map(([group, members]) => (
        <details key={group}>
          <summary>
            {group} <small>{members.length}</small>
          </summary>
          {members.map(option)}
        </details>
      ))}
      {problem && (
        <small id="variants-problem" class="problem">
          {problem}
        </small>
      )}
    </fieldset>
  );
}

function summary(variant: Variant, baseline: Variant): string {
  if (variant === baseline) return 'the reference for the others';
  return describeDifference(variant, baseline).changes.join(', ');
}

const GROUP_TITLES: Readonly<Record<string, string>> = { opt: 'Optimizer race', '': 'More' };

function groups(variants: readonly Variant[]): [string, Variant[]][] {
  const found = new Map<string, Variant[]>();
  for (const variant of variants) {
    const namespace = variant.name.includes('/') ? variant.name.split('/')[0] : '';
    const title = GROUP_TITLES[namespace] ?? namespace;
    found.set(title, [...(found.get(title) ?? []), variant]);
  }
  return [...found];
}
