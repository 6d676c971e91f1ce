// The order in which Keras keeps the layers of a graph, whatever a file lists first: those farthest from the output, then as a walk back from
// it meets them (keras.src.ops.function.map_graph). It finds the weights of a layer by the rank among those of its class in that order.
import { INPUT } from '../../network/network';

/** What a node takes: the index of another, or `INPUT`, or a number. */
export type Input = { readonly node: number } | { readonly constant: number };

/** @param nodes each after its inputs; the last is the output. @returns those that lead to it. */
export function inKerasOrder<Node extends { readonly inputs: readonly Input[] }>(nodes: readonly Node[]): Node[] {
  const sources = ({ inputs }: Node) =>
    inputs.flatMap((input) => ('node' in input && input.node !== INPUT ? [input.node] : []));
  const distances = nodes.map(() => 0); // the longest way to the output
  for (let i = nodes.length - 1; i >= 0; i--)
    for (const source of sources(nodes[i])) distances[source] = Math.max(distances[source], distances[i] + 1);
  const met = new Set<number>();
  for (const ahead = [nodes.length - 1]; ahead.length > 0; ) {
    const next = ahead.pop()!;
    if (met.has(next)) continue;
    met.add(next);
    ahead.push(...sources(nodes[next]).reverse());
  }
  const order = [...met].sort((a, b) => distances[b] - distances[a]);
  const places = new Map(order.map((from, to) => [from, to]));
  const moved = (input: Input): Input => ('node' in input ? { node: places.get(input.node) ?? INPUT } : input);
  return order.map((from) => ({ ...nodes[from], inputs: nodes[from].inputs.map(moved) }));
}
