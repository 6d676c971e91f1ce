// TensorFlow.js's WebGL kernels.
import { env } from '@tensorflow/tfjs-core';
import type { BackendDefinition } from './backend';
import { missingPackage } from './missing-package';

const load = () => import('@tensorflow/tfjs-backend-webgl');

export const webgl: BackendDefinition = {
  name: 'webgl',
  description: "TensorFlow.js's WebGL kernels: for networks far wider than the notebook's",
  places: ['browsers'],
  kernels: 'webgl',
  compile: false,

  async probe() {
    const missing = await missingPackage('@tensorflow/tfjs-backend-webgl', load);
    if (missing !== undefined) return missing;
    if (env().getNumber('WEBGL_VERSION') === 0)
      return "this browser has no WebGL; turn on hardware acceleration in the browser's settings";
    if (!env().getBool('WEBGL_RENDER_FLOAT32_ENABLED'))
      return 'this GPU computes in 16 bits only, too few to train with; use another backend';
  },

  load,
};
