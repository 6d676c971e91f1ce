// Prediction in WebAssembly.
import { eachBatch } from './forward';
import { type Instance, prepareCall } from './instance';

/** The outputs of the first `count` rows, `[count, outputWidth]`. */
export function predictSamples(instance: Instance, count: number): Float32Array {
  const { memory, compiled, program, exports, samples } = instance;
  const { output } = compiled;
  const width = program.outputWidth;
  const result = new Float32Array(count * width);
  prepareCall(instance, samples);
  exports.prepare();
  eachBatch(instance, count, (order, rows, first) => {
    exports.forward(order, rows);
    for (let s = 0; s < rows; s++)
      result.set(new Float32Array(memory.buffer, output.address + s * output.stride, width), (first + s) * width);
  });
  return result;
}
