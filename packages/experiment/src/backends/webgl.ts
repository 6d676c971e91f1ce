// TensorFlow.js's WebGL kernels.
import type { BackendDefinition } from './backend';
import { asError, missingPackage } from './missing-package';

async function importPackage() {
  try {
    return await import('@tensorflow/tfjs-backend-webgl'); // optional, so in a try block: bundlers then accept that it is missing
  } catch (error) {
    throw asError(error);
  }
}

export const webgl: BackendDefinition = {
  name: 'webgl',
  description: "TensorFlow.js's WebGL kernels: for networks far wider than the notebook's",
  places: ['browsers'],
  kernels: 'webgl',
  compile: false,

  async probe() {
    const missing = await missingPackage('@tensorflow/tfjs-backend-webgl', importPackage);
    if (missing !== undefined) return missing;
    const { env } = await import('@tensorflow/tfjs-core');
    if (env().getNumber('WEBGL_VERSION') === 0)
      return "this browser has no WebGL; turn on hardware acceleration in the browser's settings";
    if (!env().getBool('WEBGL_RENDER_FLOAT32_ENABLED'))
      return 'this GPU computes with 16 bits only, which is too few for training; use another backend';
  },

  async load() {
    const { MathBackendWebGL } = await importPackage();
    // TensorFlow.js confuses the two: it takes a GPU with 32 bits for one with 16, and from then on the loss, on every backend,
    // would treat probabilities below 1e-4 as 1e-4. `probe` has made sure of 32 bits.
    MathBackendWebGL.prototype.floatPrecision = () => 32;
  },
};
