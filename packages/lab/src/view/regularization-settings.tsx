// What keeps a card's network from saturating and from learning its images by heart.
import type { Recipe } from '@mlp-lab/models';
import type { CardPartProps } from './card-props';
import { SettingRow } from './setting-row';
import { bySteps, byThirds, Stepper } from './stepper';

const LEAST_L2 = 0.0001; // above none at all

export function RegularizationSettings(props: CardPartProps) {
  const { card, dispatch } = props;
  const { id, recipe } = card;
  const set = (fields: Partial<Recipe>) => dispatch({ type: 'recipe', id, fields });
  return (
    <>
      <SettingRow {...props} field="batchNormalization" word="normalization">
        <input
          type="checkbox"
          aria-label={`${id}: batch normalization`}
          checked={recipe.batchNormalization}
          onChange={({ currentTarget }) => set({ batchNormalization: currentTarget.checked })}
        />
      </SettingRow>
      <SettingRow {...props} field="dropout" word="dropout">
        <Stepper
          label={`${id}: dropout`}
          value={recipe.dropout}
          min={0}
          max={0.9}
          whole={false}
          next={bySteps(0.1)}
          onChange={(dropout) => set({ dropout })}
        />
      </SettingRow>
      <SettingRow {...props} field="l2" word="l2">
        <Stepper
          label={`${id}: L2`}
          value={recipe.l2 ?? 0}
          min={0}
          max={10}
          whole={false}
          next={nextL2}
          onChange={(l2) => set({ l2: l2 === 0 ? undefined : l2 })}
        />
      </SettingRow>
    </>
  );
}

function nextL2(value: number, direction: 1 | -1): number {
  if (direction === 1) return value === 0 ? LEAST_L2 : byThirds(value, direction);
  return value <= LEAST_L2 ? 0 : byThirds(value, direction);
}
