// How many networks of a card vote, and how.
import type { EnsembleRecipe } from '@mlp-lab/models';
import { MOST_MEMBERS } from '../state/settings';
import type { CardPartProps } from './card-props';
import { Choice } from './choice';
import { SettingRow } from './setting-row';
import { byOne, Stepper } from './stepper';

export function VoteSettings(props: CardPartProps) {
  const { card, dispatch } = props;
  const { id, ensemble } = card;
  const set = (next: EnsembleRecipe) =>
    dispatch({ type: 'ensemble', id, ensemble: next.members === 1 ? undefined : next });
  const { members, voting }: EnsembleRecipe = ensemble ?? { members: 1, voting: 'soft' };
  return (
    <SettingRow {...props} field="members" word="ensemble">
      <span class="members">
        <Stepper
          label={`${id}: number of networks`}
          value={members}
          min={1}
          max={MOST_MEMBERS}
          next={byOne}
          onChange={(value) => set({ members: value, voting })}
        />
        {ensemble && (
          <Choice
            label={`${id}: voting`}
            value={voting}
            values={['soft', 'hard']}
            onChange={(name) => set({ members, voting: name as EnsembleRecipe['voting'] })}
          />
        )}
      </span>
    </SettingRow>
  );
}
