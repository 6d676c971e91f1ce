// How a card's network learns: the optimizer, its rate with the changes during training, its other numbers, and the batch size.
import { kerasOptimizers } from '@mlp-lab/core';
import { defaultOptimizer, type OptimizerName, optimizerNames, type Recipe } from '@mlp-lab/models';
import { rateAfter } from '../state/change-settings';
import type { CardPanelProps, CardPartProps } from './card-props';
import { Choice } from './choice';
import { OptimizerNumbers } from './optimizer-numbers';
import { SettingRow } from './setting-row';
import { byThirds, byTwos, Stepper } from './stepper';

export function OptimizerSettings({ epochs, ...props }: CardPartProps & Pick<CardPanelProps, 'epochs'>) {
  const { card, hides, dispatch } = props;
  const { id, recipe, rates } = card;
  const { optimizer, batchSize } = recipe;
  const set = (fields: Partial<Recipe>) => dispatch({ type: 'recipe', id, fields });
  return (
    <>
      <SettingRow {...props} field="optimizer" word="optimizer">
        <Choice
          label={`${id}: optimizer`}
          value={optimizer.name}
          values={optimizerNames}
          titles={(name) => kerasOptimizers[name as OptimizerName]?.title ?? name}
          onChange={(name) => set({ optimizer: defaultOptimizer(name as OptimizerName) })}
        />
      </SettingRow>
      <SettingRow {...props} field="learningRate" word="rate">
        <Stepper
          label={`${id}: learning rate`}
          value={rateAfter(card, epochs)}
          min={1e-9}
          max={1000}
          whole={false}
          next={byThirds}
          onChange={(rate) => dispatch({ type: 'rate', id, epoch: epochs, rate })}
        />
      </SettingRow>
      {rates.length > 0 && !hides('learningRate') && (
        <p class="rates">
          {optimizer.learningRate}
          {rates.map(({ epoch, rate }) => (
            <span key={epoch}>
              {' '}
              → {rate} after epoch {epoch}
            </span>
          ))}
          <button
            type="button"
            class="link"
            onClick={() => dispatch({ type: 'rate', id, epoch: 0, rate: optimizer.learningRate })}
          >
            undo
          </button>
        </p>
      )}
      {!hides('optimizer') && (
        <OptimizerNumbers id={id} optimizer={optimizer} onChange={(changed) => set({ optimizer: changed })} />
      )}
      <SettingRow {...props} field="batchSize" word="batch">
        <Stepper
          label={`${id}: batch size`}
          value={batchSize}
          min={1}
          max={60000}
          next={byTwos}
          onChange={(value) => set({ batchSize: value })}
        />
      </SettingRow>
    </>
  );
}
