// What a card's network learns from: how its pixels are scaled, and how many images are held out.
import { SCALES, type Scale } from '@mlp-lab/core';
import type { CardPartProps } from './card-props';
import { Choice } from './choice';
import { SettingRow } from './setting-row';

const SCALE_TITLES: Readonly<Record<Scale, string>> = { none: '0 to 255', unit: '0 to 1', standard: 'standardized' };

export function DataSettings(props: CardPartProps) {
  const { card, dispatch } = props;
  const { id, recipe } = card;
  return (
    <>
      <SettingRow {...props} field="scale" word="scale">
        <Choice
          label={`${id}: pixels`}
          value={recipe.scale}
          values={SCALES}
          titles={(scale) => SCALE_TITLES[scale as Scale]}
          onChange={(scale) => dispatch({ type: 'recipe', id, fields: { scale: scale as Scale } })}
        />
      </SettingRow>
      <SettingRow {...props} field="validationSplit" word="validation">
        <Choice
          label={`${id}: validation images`}
          value={String(recipe.validationSplit)}
          values={['0', '0.1', '0.2', '0.3', '0.5']}
          titles={(split) => (split === '0' ? 'none' : `last ${Math.round(Number(split) * 100)} %`)}
          onChange={(split) => dispatch({ type: 'recipe', id, fields: { validationSplit: Number(split) } })}
        />
      </SettingRow>
    </>
  );
}
