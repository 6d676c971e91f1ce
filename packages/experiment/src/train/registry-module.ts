// How a thread comes to the registry: it can be sent data, but no code, so it loads a module that gives it.
import type { BuildTarget, Registry, Variant } from '@mlp-lab/models';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Task } from './task';

/** A module whose default export is the registry, or a function that gives it, at once or later. */
export interface RegistryModule {
  url: string;
  /** What that function is called with: plain data. */
  data?: unknown;
}

let opened: Promise<Registry> | undefined; // a thread is one comparison's

/** What builds a task's network on this thread; nothing where its recipe says it all. */
export async function builderOf(
  task: Task,
  module: RegistryModule | undefined,
): Promise<((target: BuildTarget) => LayersModel) | undefined> {
  if (module === undefined) return undefined;
  opened ??= loadRegistry(module);
  const registry = await opened;
  const variant = variantOf(task, registry);
  return (target) => registry.build(variant, { ...target, recipe: task.recipe });
}

/** The variant of a task, as a registry has it; one that is data alone need not be registered. */
export function variantOf({ variant: name, origin, recipe }: Task, registry: Registry): Variant {
  const [registered = { title: name, changes: [], recipe }] = registry.list(origin?.variant ?? name);
  return { ...registered, name, origin };
}

/** Whether a registry can build the variant from its task alone. */
export function isRegistered(registry: Registry, { name, origin, build }: Variant): boolean {
  return build === undefined || registry.list(origin?.variant ?? name)[0]?.build === build;
}

/** Loads the module, on whatever thread this is. */
export async function loadRegistry({ url, data }: RegistryModule): Promise<Registry> {
  const { default: given } = await import(/* @vite-ignore */ url);
  return typeof given === 'function' ? given(data) : given;
}
