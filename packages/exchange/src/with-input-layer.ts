// A Sequential model's topology, as TensorFlow.js saves it → the same with an InputLayer first. Without one, Keras 3 takes the shape of a
// batch for that of a row and refuses every row.

import { checkObject } from '@mlp-lab/core';

interface Topology {
  class_name?: string;
  config?: { layers?: { class_name?: string; config?: Record<string, unknown> }[] };
}

/** The topology of `io.ModelArtifacts`; one that has an InputLayer, or is not Sequential, is returned unchanged. */
export function withInputLayer<Given extends object>(topology: Given): Given {
  const { class_name: className, config } = checkObject('topology', topology) as Topology;
  const layers = config?.layers;
  const [first] = Array.isArray(layers) ? layers : [];
  const shape = first?.config?.batch_input_shape;
  if (className !== 'Sequential' || first?.class_name === 'InputLayer' || !Array.isArray(shape)) return topology;
  const input = {
    class_name: 'InputLayer',
    config: { batch_input_shape: shape, dtype: 'float32', sparse: false, name: 'input' },
  };
  return { ...topology, config: { ...config, layers: [input, ...layers!] } };
}
