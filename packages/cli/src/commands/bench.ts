import { defineCommand } from '../command/define-command';
import { argument, list, option } from '../command/option';
import { positiveInteger, text } from '../options/parsers';
import { arithmetic, dataOptions, json, limit } from '../options/shared-options';

export const bench = defineCommand({
  name: 'bench',
  description: 'time the engine beside TensorFlow.js and installed libraries, by turns',
  arguments: {
    workloads: argument('[workload...]', 'relu, adam, batch-norm, dropout, standardized, wide or demo', text, {
      defaultText: 'all',
    }),
  },
  options: {
    backend: list('<name...>', 'other backends that train the first network: node, wasm, cpu', text, {
      defaultText: 'wasm and cpu',
    }),
    epochs: option('<n>', 'epochs to measure on the engine', positiveInteger, { default: 10 }),
    peers: option('<dir>', 'folder of scripts that train the same networks: bench/peers', text),
    python: option('<command>', 'program that runs its Python scripts', text, { default: 'python3' }),
    threads: option(
      '<n>',
      'also time the engine with this many threads that train one network together',
      positiveInteger,
    ),
    arithmetic,
    ...dataOptions,
    limit,
    json,
  },
  examples: {
    'bench relu': 'one network on the engine, wasm and cpu',
    'bench --peers bench/peers': 'all of them, and the libraries',
  },
  async run({ workloads, ...options }) {
    const { printBenchmark } = await import('../bench/print-benchmark');
    await printBenchmark(workloads, options);
  },
});
