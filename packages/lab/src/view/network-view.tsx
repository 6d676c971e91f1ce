// The network lit by an image: the first layer's weights as pictures, every unit's value, the strongest connections, and one unit in full.
import type { Dataset } from '@mlp-lab/core';
import { useMemo, useState } from 'preact/hooks';
import type { LabView } from '../session/lab-view';
import { toneOf } from '../state/settings';
import { scaled, weightsOf } from '../training/answer';
import { forwardPass, type LayerValues } from '../training/forward-pass';
import { later } from './later';
import type { Unit } from './network-layout';
import { NetworkPicture } from './network-picture';
import { UnitPicker } from './unit-picker';

const LayersTable = later(async () => (await import('./layers-table')).LayersTable);
const UnitFacts = later(async () => (await import('./unit-facts')).UnitFacts);

export interface NetworkViewProps {
  view: LabView;
  dataset: Dataset;
  pixels: Uint8Array | undefined;
  /** The right class of the image, where it is known. */
  label?: number;
}

export function NetworkView({ view: { settings, networks }, dataset, pixels, label }: NetworkViewProps) {
  const [wanted, setWanted] = useState('');
  const [hovered, setHovered] = useState<Unit>();
  const [pinned, setPinned] = useState<Unit>();
  const card = settings.cards.find(({ id }) => id === wanted) ?? settings.cards[0];
  const network = networks.find((one) => one.card === card.id);
  const weights = useMemo(() => network && weightsOf(network), [network?.checkpoint]);
  const values = useMemo(
    () =>
      weights &&
      forwardPass(
        weights,
        network!.task.recipe.activation,
        scaled(pixels ?? new Uint8Array(dataset.test.height * dataset.test.width), network!.task.recipe.scale, dataset),
      ),
    [weights, pixels, dataset],
  );
  const shown = inNetwork(hovered, values) ?? inNetwork(pinned, values);
  return (
    <section class="inside" aria-label="Look inside">
      <div class="section-head">
        <h2>Look inside</h2>
        <fieldset class="segments">
          <legend class="hidden">Network to look into</legend>
          {settings.cards.map(({ id }) => (
            <label key={id} data-tone={toneOf(id)}>
              <input type="radio" name="inside" checked={id === card.id} onChange={() => setWanted(id)} />
              {id}
            </label>
          ))}
        </fieldset>
      </div>
      {!weights || !values ? (
        <p class="empty">
          {network?.checkpoint
            ? `${card.id} is computed by its plugin’s code: it can’t be shown unit by unit.`
            : `Train ${card.id}, and see here how an image passes through it.`}
        </p>
      ) : (
        <>
          <NetworkPicture
            weights={weights}
            values={values}
            pixels={pixels}
            dataset={dataset}
            tone={toneOf(card.id)}
            shown={shown}
            pinned={pinned}
            onHover={setHovered}
            onPin={setPinned}
          />
          <UnitPicker values={values} dataset={dataset} pinned={pinned} onPin={setPinned} />
          {shown ? (
            <UnitFacts
              unit={shown}
              weights={weights}
              values={values}
              network={network!}
              pixels={pixels}
              dataset={dataset}
              label={label}
            />
          ) : (
            <p class="note">
              Bright units are active{pixels ? ' for this image' : '; draw a digit to light them'}. In the first layer
              you see each unit’s weights: blue pixels speak against it, orange ones for it. Point at a unit for its
              numbers; click to pin it.
            </p>
          )}
        </>
      )}
      {network?.checkpoint?.snapshots && <LayersTable network={network} />}
    </section>
  );
}

const inNetwork = (unit: Unit | undefined, values: readonly LayerValues[] | undefined) =>
  unit && values?.[unit.layer] && unit.unit < values[unit.layer].outputs.length ? unit : undefined;
