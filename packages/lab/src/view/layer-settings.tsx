// The layers of a card's network: their widths, what they compute, and how their weights begin.
import { activationNames, initializerNames, type Recipe } from '@mlp-lab/models';
import { MOST_LAYERS, MOST_UNITS } from '../state/settings';
import type { CardPartProps } from './card-props';
import { Choice } from './choice';
import { SettingRow } from './setting-row';
import { byTens, Stepper } from './stepper';

const NEW_LAYER = 50; // units, the notebook's

export function LayerSettings(props: CardPartProps) {
  const { card, dispatch } = props;
  const { id, recipe } = card;
  const { hidden, activation, kernelInitializer } = recipe;
  const set = (fields: Partial<Recipe>) => dispatch({ type: 'recipe', id, fields });
  return (
    <>
      <SettingRow {...props} field="hidden">
        <span class="layers">
          {hidden.map((units, i) => (
            <Stepper
              key={i}
              label={`${id}: units of layer ${i + 1}`}
              value={units}
              min={1}
              max={MOST_UNITS}
              next={byTens}
              onChange={(value) => set({ hidden: hidden.map((old, j) => (i === j ? value : old)) })}
            />
          ))}
          <span class="layer-buttons">
            <button
              type="button"
              aria-label={`${id}: remove a layer`}
              disabled={hidden.length === 1}
              onClick={() => set({ hidden: hidden.slice(0, -1) })}
            >
              − layer
            </button>
            <button
              type="button"
              aria-label={`${id}: add a layer`}
              disabled={hidden.length >= MOST_LAYERS}
              onClick={() => set({ hidden: [...hidden, hidden.at(-1) ?? NEW_LAYER] })}
            >
              + layer
            </button>
          </span>
        </span>
      </SettingRow>
      <SettingRow {...props} field="activation" word="activation">
        <Choice
          label={`${id}: activation`}
          value={activation}
          values={activationNames}
          onChange={(name) => set({ activation: name as Recipe['activation'] })}
        />
      </SettingRow>
      <SettingRow {...props} field="kernelInitializer" word="initializer">
        <Choice
          label={`${id}: initializer`}
          value={kernelInitializer}
          values={initializerNames}
          onChange={(name) => set({ kernelInitializer: name as Recipe['kernelInitializer'] })}
        />
      </SettingRow>
    </>
  );
}
