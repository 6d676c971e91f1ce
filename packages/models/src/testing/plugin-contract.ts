// The tests that every plugin must pass; a test runner is not needed.

import type { TensorFlow } from '@mlp-lab/core/tensorflow';
import { definePlugin } from '../define-plugin';
import { notebook } from '../notebook';
import type { Plugin } from '../plugin';
import { createRegistry } from '../registry';
import type { ContractTest, PluginContractOptions } from './contract-test';
import { contractVariants } from './contract-variants';
import { fail } from './fail';
import { networkTests } from './network-tests';

/**
 * The tests of a plugin. Each variant, with its defaults and with the given `options`, and each activation, initializer and optimizer (in
 * a small network) must learn and train every weight, return probabilities, give the same predictions after saving and loading, give
 * the same numbers for the same seed and different ones for another, leak no tensors, and reject invalid options.
 */
export function pluginContract(plugin: Plugin, options: PluginContractOptions): ContractTest[] {
  return [
    { name: 'is a plugin', run: async () => void definePlugin(plugin) },
    { name: 'has a version that npm takes', run: async () => checkVersion(plugin) },
    { name: 'has names that nobody else has', run: async () => void createRegistry([notebook(), plugin]) },
    { name: 'brings layers that are layers', run: async () => checkLayers(plugin, options.tf) },
    ...contractVariants(plugin, options.options).flatMap((variant) => networkTests(plugin, variant, options)),
  ];
}

const VERSION = /^\d+\.\d+\.\d+(-[\w.-]+)?(\+[\w.-]+)?$/;

function checkVersion({ meta: { version } }: Plugin): void {
  if (!VERSION.test(version)) fail('meta.version', 'three numbers, 1.2.3', version);
}

function checkLayers({ layers = {} }: Plugin, tf: TensorFlow): void {
  for (const [name, make] of Object.entries(layers)) {
    const { prototype } = make(tf) ?? {};
    if (!(prototype instanceof tf.layers.Layer))
      fail(`layer ${name}`, 'a class that extends tf.layers.Layer', typeof prototype);
    const isOwn = Object.getOwnPropertyNames(prototype).includes('call');
    if (!isOwn) fail(`layer ${name}`, 'a method call(inputs)', 'none');
  }
}
