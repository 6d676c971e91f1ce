// A card: one network and its training, with what sets it apart from the first one.
import { differences, FIELD_TITLES } from '../state/differences';
import { toneOf } from '../state/settings';
import { hasOwnBuild } from '../training/plan-cards';
import type { CardPanelProps } from './card-props';
import { CardSettings } from './card-settings';

export function CardPanel(props: CardPanelProps) {
  const { card, first, registry, inputs, classes, isOpen, status, hasFailed, onToggle } = props;
  const { id, recipe } = card;
  const found = differences(card, first, (preset) => hasOwnBuild(preset, registry));
  const own = hasOwnBuild(card.preset, registry);
  return (
    <section class="card" data-tone={toneOf(id)} aria-label={`Network ${id}`}>
      <header class="card-head">
        <button type="button" class="card-name" aria-expanded={isOpen} onClick={onToggle}>
          <span class="letter">{id}</span>
          <span class="card-title">
            {own ? card.preset : [inputs, ...recipe.hidden, classes].join(' – ')}
            <small class={hasFailed ? 'problem' : ''}>{status}</small>
          </span>
        </button>
      </header>
      {found.length > 0 && (
        <p class={found.length > 1 ? 'changes many' : 'changes'}>
          {found.length > 1 && <b>{NUMBERS[found.length] ?? found.length} things changed: </b>}
          {found.map((field) => FIELD_TITLES[field]).join(', ')}
          {found.length > 1 && <span> – which one made the difference?</span>}
        </p>
      )}
      {card !== first && found.length === 0 && <p class="changes">the same as {first.id}: change one thing</p>}
      {isOpen && <CardSettings {...props} found={found} own={own} />}
    </section>
  );
}

const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six'];
