// The choice of a unit by keyboard.
import { className, type Dataset } from '@mlp-lab/core';
import type { LayerValues } from '../training/forward-pass';
import type { Unit } from './network-layout';

export function UnitPicker({
  values,
  dataset,
  pinned,
  onPin,
}: {
  values: readonly LayerValues[];
  dataset: Dataset;
  pinned?: Unit;
  onPin(unit: Unit | undefined): void;
}) {
  const layer = Math.min(pinned?.layer ?? 0, values.length - 1);
  return (
    <div class="unit-picker">
      <label>
        layer{' '}
        <select
          value={String(layer)}
          onChange={({ currentTarget }) => onPin({ layer: Number(currentTarget.value), unit: 0 })}
        >
          {values.map((_, i) => (
            <option key={i} value={String(i)}>
              {i === values.length - 1 ? 'output' : i + 1}
            </option>
          ))}
        </select>
      </label>
      <label>
        unit{' '}
        <select
          value={pinned ? String(pinned.unit) : ''}
          onChange={({ currentTarget }) =>
            onPin(currentTarget.value === '' ? undefined : { layer, unit: Number(currentTarget.value) })
          }
        >
          <option value="">none</option>
          {Array.from(values[layer].outputs, (_, unit) => (
            <option key={unit} value={String(unit)}>
              {layer === values.length - 1 ? className(dataset, unit) : unit + 1}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
