// What an ONNX graph can't say of a network, as a note in the file's metadata: layers that training leaves alone, settings in doubles,
// normalizations without scale or center. Whoever changes the graph need not know of it: weights are always the graph's.
import type { Network, NetworkLayer, Weight } from '../../network/network';
import type { OnnxModel } from './onnx-messages';

/** What the files of this package say of their origin: the names of their nodes begin with those of the layers. */
export const PRODUCER = 'mlp-lab';

const KEY = 'mlp-lab.layers';

/** Of one layer, by the names of `Network`. */
interface Note {
  readonly trainable?: false;
  readonly epsilon?: number;
  readonly momentum?: number;
  /** Weights that the graph has because ONNX demands them. */
  readonly without?: readonly ('gamma' | 'beta')[];
}

/** `metadata_props`; none where the graph says everything. */
export function metadataOf({ layers }: Network): { key: string; value: string }[] {
  const notes = layers.map((layer) => [layer.name, noteOf(layer)] as const).filter(([, note]) => isNeeded(note));
  return notes.length === 0 ? [] : [{ key: KEY, value: JSON.stringify(Object.fromEntries(notes)) }];
}

function noteOf(layer: NetworkLayer): Note {
  const frozen = layer.trainable === false ? { trainable: false as const } : {};
  if (layer.kind !== 'batchNormalization' && layer.kind !== 'layerNormalization') return frozen;
  const without = (['gamma', 'beta'] as const).filter((name) => layer[name] === undefined);
  const numbers = Object.entries({ epsilon: layer.epsilon, ...('momentum' in layer && { momentum: layer.momentum }) });
  const inexact = numbers.filter(([, value]) => Math.fround(value) !== value);
  return { ...frozen, ...Object.fromEntries(inexact), ...(without.length > 0 && { without }) };
}

const isNeeded = (note: Note) => Object.keys(note).length > 0;

/** The network as it was before it became a graph, where the file's note says so and its graph does not contradict. */
export function withMetadata(network: Network, { producerName, metadataProps }: OnnxModel): Network {
  const text = metadataProps.find(({ key }) => key === KEY)?.value;
  if (producerName !== PRODUCER || text === undefined) return network;
  const notes = parse(text);
  return { ...network, layers: network.layers.map((layer) => noted(layer, notes[layer.name])) };
}

function parse(text: string): Readonly<Record<string, Note | undefined>> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {}; // written by another program: the graph alone counts
  }
}

function noted(layer: NetworkLayer, note: Note | undefined): NetworkLayer {
  if (typeof note !== 'object') return layer;
  const frozen = note.trainable === false ? { ...layer, trainable: false as const } : layer;
  if (frozen.kind !== 'batchNormalization' && frozen.kind !== 'layerNormalization') return frozen;
  const { gamma, beta, ...others } = frozen;
  const isWithout = (name: 'gamma' | 'beta', weight: Weight | undefined, value: number) =>
    note.without?.includes(name) && weight?.data.every((each) => each === value);
  return {
    ...others,
    ...(!isWithout('gamma', gamma, 1) && gamma && { gamma }),
    ...(!isWithout('beta', beta, 0) && beta && { beta }),
    epsilon: exact(note.epsilon, frozen.epsilon),
    ...('momentum' in frozen && { momentum: exact(note.momentum, frozen.momentum) }),
  };
}

/** The double that was rounded to the graph's float32. */
const exact = (noted: unknown, inGraph: number): number =>
  typeof noted === 'number' && Math.fround(noted) === inGraph ? noted : inGraph;
