// TensorFlow.js's kernels in plain JavaScript.
import type { BackendDefinition } from './backend';
import { missingPackage } from './missing-package';

const load = () => import('@tensorflow/tfjs-backend-cpu');

export const cpu: BackendDefinition = {
  name: 'cpu',
  description: "TensorFlow.js's plain JavaScript: slow, runs anywhere",
  places: ['Node', 'browsers'],
  kernels: 'cpu',
  compile: false,
  probe: () => missingPackage('@tensorflow/tfjs-backend-cpu', load),
  load,
};
