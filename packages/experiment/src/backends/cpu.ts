// TensorFlow.js's kernels in plain JavaScript.
import type { BackendDefinition } from './backend';
import { asError, missingPackage } from './missing-package';

async function load() {
  try {
    return await import('@tensorflow/tfjs-backend-cpu'); // optional, so in a try block: bundlers then accept that it is missing
  } catch (error) {
    throw asError(error);
  }
}

export const cpu: BackendDefinition = {
  name: 'cpu',
  description: "TensorFlow.js's plain JavaScript: slow, runs anywhere",
  places: ['Node', 'browsers'],
  kernels: 'cpu',
  compile: false,
  probe: () => missingPackage('@tensorflow/tfjs-backend-cpu', load),
  load,
};
