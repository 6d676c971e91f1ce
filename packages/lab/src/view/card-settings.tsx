// Every number of a card, by steppers and lists.
import { kerasOptimizers, SCALES, type Scale } from '@mlp-lab/core';
import {
  activationNames,
  defaultOptimizer,
  initializerNames,
  type OptimizerName,
  optimizerNames,
  type Recipe,
} from '@mlp-lab/models';
import type { ComponentChildren } from 'preact';
import { rateAfter } from '../state/change-settings';
import { type CardField, FIELD_TITLES } from '../state/differences';
import type { CardPanelProps } from './card-props';
import { Choice } from './choice';
import { OptimizerNumbers } from './optimizer-numbers';
import { PresetField } from './preset-field';
import { byOne, bySteps, byTens, byThirds, byTwos, Stepper } from './stepper';
import { Word, type WordName } from './word';

const MOST_LAYERS = 8;
const NEW_LAYER = 50; // units, the notebook's
const SCALE_TITLES: Readonly<Record<Scale, string>> = { none: '0 to 255', unit: '0 to 1', standard: 'standardized' };

export interface CardSettingsProps
  extends Pick<
    CardPanelProps,
    'card' | 'first' | 'registry' | 'epochs' | 'canCopy' | 'canRemove' | 'hides' | 'dispatch'
  > {
  /** In what it differs from the first card. */
  found: readonly CardField[];
  /** Whether a plugin's code builds the network: then its layers can't be set here. */
  own: boolean;
}

export function CardSettings({
  card,
  first,
  registry,
  epochs,
  canCopy,
  canRemove,
  found,
  own,
  hides,
  dispatch,
}: CardSettingsProps) {
  const { id, recipe, ensemble } = card;
  const set = (fields: Partial<Recipe>) => dispatch({ type: 'recipe', id, fields });
  const row = (field: CardField, word: WordName | undefined, control: ComponentChildren) =>
    !hides(field) && (
      <div class="setting" data-differs={found.includes(field)}>
        <span class="setting-name">
          {word ? <Word name={word}>{FIELD_TITLES[field]}</Word> : FIELD_TITLES[field]}
          {found.includes(field) && (
            <span class="mark" title={`differs from ${first.id}`}>
              <span class="hidden">, differs from {first.id}</span>
            </span>
          )}
        </span>
        {control}
      </div>
    );
  return (
    <div class="settings-list">
      {!hides('preset') && <PresetField card={card} registry={registry} dispatch={dispatch} />}
      {!own &&
        row(
          'hidden',
          undefined,
          <span class="layers">
            {recipe.hidden.map((units, i) => (
              <Stepper
                key={i}
                label={`${id}: units of layer ${i + 1}`}
                value={units}
                min={1}
                max={1000}
                next={byTens}
                onChange={(value) => set({ hidden: recipe.hidden.map((old, j) => (i === j ? value : old)) })}
              />
            ))}
            <span class="layer-buttons">
              <button
                type="button"
                aria-label={`${id}: remove a layer`}
                disabled={recipe.hidden.length === 1}
                onClick={() => set({ hidden: recipe.hidden.slice(0, -1) })}
              >
                − layer
              </button>
              <button
                type="button"
                aria-label={`${id}: add a layer`}
                disabled={recipe.hidden.length >= MOST_LAYERS}
                onClick={() => set({ hidden: [...recipe.hidden, recipe.hidden.at(-1) ?? NEW_LAYER] })}
              >
                + layer
              </button>
            </span>
          </span>,
        )}
      {!own &&
        row(
          'activation',
          'activation',
          <Choice
            label={`${id}: activation`}
            value={recipe.activation}
            values={withOwn(activationNames, recipe.activation)}
            onChange={(activation) => set({ activation: activation as Recipe['activation'] })}
          />,
        )}
      {!own &&
        row(
          'kernelInitializer',
          'initializer',
          <Choice
            label={`${id}: initializer`}
            value={recipe.kernelInitializer}
            values={withOwn(initializerNames, recipe.kernelInitializer)}
            onChange={(name) => set({ kernelInitializer: name as Recipe['kernelInitializer'] })}
          />,
        )}
      {row(
        'optimizer',
        'optimizer',
        <Choice
          label={`${id}: optimizer`}
          value={recipe.optimizer.name}
          values={withOwn(optimizerNames, recipe.optimizer.name)}
          titles={optimizerTitle}
          onChange={(name) => set({ optimizer: otherOptimizer(name) })}
        />,
      )}
      {row(
        'learningRate',
        'rate',
        <Stepper
          label={`${id}: learning rate`}
          value={rateAfter(card, epochs)}
          min={1e-9}
          max={1000}
          whole={false}
          next={byThirds}
          onChange={(rate) => dispatch({ type: 'rate', id, epoch: epochs, rate })}
        />,
      )}
      {card.rates.length > 0 && !hides('learningRate') && (
        <p class="rates">
          {recipe.optimizer.learningRate}
          {card.rates.map(({ epoch, rate }) => (
            <span key={epoch}>
              {' '}
              → {rate} after epoch {epoch}
            </span>
          ))}
          <button
            type="button"
            class="link"
            onClick={() => dispatch({ type: 'rate', id, epoch: 0, rate: recipe.optimizer.learningRate })}
          >
            forget
          </button>
        </p>
      )}
      {!hides('optimizer') && (
        <OptimizerNumbers id={id} optimizer={recipe.optimizer} onChange={(optimizer) => set({ optimizer })} />
      )}
      {row(
        'batchSize',
        'batch',
        <Stepper
          label={`${id}: batch size`}
          value={recipe.batchSize}
          min={1}
          max={60000}
          next={byTwos}
          onChange={(batchSize) => set({ batchSize })}
        />,
      )}
      {!own &&
        row(
          'batchNormalization',
          'normalization',
          <input
            type="checkbox"
            aria-label={`${id}: batch normalization`}
            checked={recipe.batchNormalization}
            onChange={({ currentTarget }) => set({ batchNormalization: currentTarget.checked })}
          />,
        )}
      {!own &&
        row(
          'dropout',
          'dropout',
          <Stepper
            label={`${id}: dropout`}
            value={recipe.dropout}
            min={0}
            max={0.9}
            whole={false}
            next={bySteps(0.1)}
            onChange={(dropout) => set({ dropout })}
          />,
        )}
      {!own &&
        row(
          'l2',
          'l2',
          <Stepper
            label={`${id}: L2`}
            value={recipe.l2 ?? 0}
            min={0}
            max={10}
            whole={false}
            next={(value, way) =>
              value === 0 ? (way === 1 ? 0.0001 : 0) : value <= 0.0001 && way === -1 ? 0 : byThirds(value, way)
            }
            onChange={(l2) => set({ l2: l2 === 0 ? undefined : l2 })}
          />,
        )}
      {row(
        'scale',
        'scale',
        <Choice
          label={`${id}: pixels`}
          value={recipe.scale}
          values={SCALES}
          titles={(scale) => SCALE_TITLES[scale as Scale]}
          onChange={(scale) => set({ scale: scale as Scale })}
        />,
      )}
      {row(
        'validationSplit',
        'validation',
        <Choice
          label={`${id}: validation images`}
          value={String(recipe.validationSplit)}
          values={withOwn(['0', '0.1', '0.2', '0.3', '0.5'], String(recipe.validationSplit))}
          titles={(split) => `last ${Math.round(Number(split) * 100)} %`}
          onChange={(split) => set({ validationSplit: Number(split) })}
        />,
      )}
      {row(
        'members',
        'ensemble',
        <span class="members">
          <Stepper
            label={`${id}: number of networks`}
            value={ensemble?.members ?? 1}
            min={1}
            max={10}
            next={byOne}
            onChange={(members) =>
              dispatch({
                type: 'ensemble',
                id,
                ensemble: members === 1 ? undefined : { members, voting: ensemble?.voting ?? 'soft' },
              })
            }
          />
          {ensemble && (
            <Choice
              label={`${id}: voting`}
              value={ensemble.voting}
              values={['soft', 'hard']}
              onChange={(voting) =>
                dispatch({ type: 'ensemble', id, ensemble: { ...ensemble, voting: voting as 'soft' | 'hard' } })
              }
            />
          )}
        </span>,
      )}
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

const optimizerTitle = (name: string) => kerasOptimizers[name as OptimizerName]?.title ?? name;

/** Of this package's optimizers only: a plugin's comes with its preset. */
const otherOptimizer = (name: string) => defaultOptimizer(name as OptimizerName);

/** A plugin's name is listed, too, where a card has it. */
const withOwn = (names: readonly string[], own: string) => (names.includes(own) ? names : [...names, own]);
