// Every number of a card, by steppers and lists, in the order in which a network is put together and trained.
import type { CardPanelProps, CardPartProps } from './card-props';
import { DataSettings } from './data-settings';
import { LayerSettings } from './layer-settings';
import { OptimizerSettings } from './optimizer-settings';
import { PresetField } from './preset-field';
import { RegularizationSettings } from './regularization-settings';
import { VoteSettings } from './vote-settings';

export interface CardSettingsProps
  extends CardPartProps,
    Pick<CardPanelProps, 'registry' | 'epochs' | 'canCopy' | 'canRemove'> {
  /** Whether a plugin's code builds the network: then its layers can't be set here. */
  own: boolean;
}

export function CardSettings({ registry, epochs, canCopy, canRemove, own, ...part }: CardSettingsProps) {
  const { card, hides, dispatch } = part;
  const { id } = card;
  return (
    <div class="settings-list">
      {!hides('preset') && <PresetField card={card} registry={registry} dispatch={dispatch} />}
      {!own && <LayerSettings {...part} />}
      <OptimizerSettings {...part} epochs={epochs} />
      {!own && <RegularizationSettings {...part} />}
      <DataSettings {...part} />
      <VoteSettings {...part} />
      <div class="card-actions">
        <button type="button" disabled={!canCopy} onClick={() => dispatch({ type: 'copy', id })}>
          Copy {id}, change one thing
        </button>
        {canRemove && (
          <button type="button" aria-label={`Remove ${id}`} onClick={() => dispatch({ type: 'remove', id })}>
            Remove
          </button>
        )}
      </div>
    </div>
  );
}
