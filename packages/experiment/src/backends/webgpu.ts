// TensorFlow.js's WebGPU kernels.
import type { BackendDefinition } from './backend';
import { asError, missingPackage } from './missing-package';

async function load() {
  try {
    return await import('@tensorflow/tfjs-backend-webgpu'); // optional, so in a try block: bundlers then accept that it is missing
  } catch (error) {
    throw asError(error);
  }
}

/** The part of `navigator.gpu` that is used: TypeScript's types for pages lack it. */
interface NavigatorWithGpu {
  gpu?: { requestAdapter(): Promise<unknown> };
}

export const webgpu: BackendDefinition = {
  name: 'webgpu',
  description: "TensorFlow.js's WebGPU kernels: for networks far wider than the notebook's",
  places: ['browsers'],
  kernels: 'webgpu',
  compile: false,

  async probe() {
    const { gpu } = navigator as NavigatorWithGpu;
    if (!gpu) return 'this page has no WebGPU; open it over https or from localhost, in a recent browser';
    if (!(await gpu.requestAdapter()))
      return "this browser offers no GPU; turn on hardware acceleration or WebGPU in the browser's settings";
    return missingPackage('@tensorflow/tfjs-backend-webgpu', load);
  },

  load,
};
