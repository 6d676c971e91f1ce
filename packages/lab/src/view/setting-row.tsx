// One setting of a card: its name, which explains itself, a mark where it differs from the first card, and what changes it.
import type { ComponentChildren } from 'preact';
import { type CardField, FIELD_TITLES } from '../state/differences';
import type { CardPartProps } from './card-props';
import { Word, type WordName } from './word';

export interface SettingRowProps extends Pick<CardPartProps, 'first' | 'found' | 'hides'> {
  field: CardField;
  word?: WordName;
  children: ComponentChildren;
}

export function SettingRow({ field, word, first, found, hides, children }: SettingRowProps) {
  if (hides(field)) return null;
  const differs = found.includes(field);
  return (
    <div class="setting" data-differs={differs}>
      <span class="setting-name">
        {word ? <Word name={word}>{FIELD_TITLES[field]}</Word> : FIELD_TITLES[field]}
        {differs && (
          <span class="mark" title={`differs from ${first.id}`}>
            <span class="hidden">, differs from {first.id}</span>
          </span>
        )}
      </span>
      {children}
    </div>
  );
}
