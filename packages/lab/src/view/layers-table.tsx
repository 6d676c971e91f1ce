// The layers as they were measured after the newest epoch.
import type { LayerMeasure } from '@mlp-lab/experiment';
import type { NetworkState } from '../training/network-state';
import { Word } from './word';

export function LayersTable({ network }: { network: NetworkState }) {
  const latest = network.checkpoint?.snapshots?.at(-1);
  if (!latest) return null;
  return (
    <table class="layers-table">
      <caption>Layers after epoch {latest.epoch}</caption>
      <thead>
        <tr>
          <th scope="col">Layer</th>
          <th scope="col" class="number">
            <Word name="gradient">Gradient norm</Word>
          </th>
          <th scope="col" class="number">
            <Word name="saturated">Saturated / dead</Word>
          </th>
        </tr>
      </thead>
      <tbody>
        {latest.layers.map((layer, i) => (
          <tr key={layer.name}>
            <th scope="row">
              {i + 1} {layer.activation ?? ''}
            </th>
            <td class="number">{Number(layer.gradientNorm.toPrecision(3))}</td>
            <td class="number">{idleText(layer)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function idleText({ saturated, dead }: LayerMeasure): string {
  const share = saturated ?? dead;
  return typeof share === 'number' ? `${Math.round(100 * share)} %` : '–';
}
