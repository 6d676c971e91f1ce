// What every plugin must do, a test a sentence: a runner is not needed.

import { definePlugin } from '../define-plugin';
import { notebook } from '../notebook';
import type { Plugin } from '../plugin';
import { createRegistry } from '../registry';
import type { TensorFlow } from '../tensorflow';
import type { ContractTest, PluginContractOptions } from './contract-test';
import { contractVariants } from './contract-variants';
import { fail } from './fail';
import { networkTests } from './network-tests';

/**
 * The tests of a plugin. Each variant, alone and with the `options` given, and each activation, initializer and optimizer (in a small
 * network): builds, learns, trains every weight, gives probabilities, is saved and loaded to the same answers, gives the same
 * numbers for the same seed and others for another, leaves no tensor behind, and refuses options that can't be.
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
