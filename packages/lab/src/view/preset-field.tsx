// The rows that a card can start from: the notebook's, the optimizer race's, a plugin's.
import { notebookRows, type Registry } from '@mlp-lab/models';
import type { CardPanelProps } from './card-props';

export function PresetField({ card, registry, dispatch }: Pick<CardPanelProps, 'card' | 'registry' | 'dispatch'>) {
  return (
    <div class="setting">
      <span class="setting-name">start from</span>
      <select
        aria-label={`${card.id}: start from`}
        value={card.preset}
        onChange={({ currentTarget }) => dispatch({ type: 'preset', id: card.id, preset: currentTarget.value })}
      >
        <PresetOptions registry={registry} />
      </select>
    </div>
  );
}

export function PresetOptions({ registry }: { registry: Registry }) {
  const variants = registry.list();
  const group = (name: string) =>
    notebookRows.includes(name)
      ? 'The notebook'
      : name.startsWith('opt/')
        ? 'Optimizer race'
        : name.includes('/')
          ? name.split('/')[0]
          : 'More';
  const groups = [...new Set(variants.map(({ name }) => group(name)))];
  return (
    <>
      {groups.map((title) => (
        <optgroup key={title} label={title}>
          {variants
            .filter(({ name }) => group(name) === title)
            .map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
        </optgroup>
      ))}
    </>
  );
}
