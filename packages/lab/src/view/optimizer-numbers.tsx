// Momentum, betas and the like; folded up, as they are rarely changed.
import { kerasOptimizers } from '@mlp-lab/core';
import type { OptimizerName, OptimizerRecipe } from '@mlp-lab/models';
import { Stepper, towardsOne } from './stepper';

export function OptimizerNumbers({
  id,
  optimizer,
  onChange,
}: {
  id: string;
  optimizer: OptimizerRecipe;
  onChange(next: OptimizerRecipe): void;
}) {
  const numbers = Object.entries(optimizer).filter(
    ([name, value]) => name !== 'learningRate' && typeof value === 'number',
  ) as [string, number][];
  if (numbers.length === 0) return null;
  return (
    <details class="more-numbers">
      <summary>
        {kerasOptimizers[optimizer.name as OptimizerName]?.title ?? optimizer.name}:{' '}
        {numbers.map(([name]) => name).join(', ')}
      </summary>
      {numbers.map(([name, value]) => (
        <div class="setting" key={name}>
          <span class="setting-name">{name}</span>
          <Stepper
            label={`${id}: ${name}`}
            value={value}
            min={0}
            whole={false}
            next={towardsOne}
            onChange={(next) => onChange({ ...optimizer, [name]: next } as OptimizerRecipe)}
          />
        </div>
      ))}
    </details>
  );
}
