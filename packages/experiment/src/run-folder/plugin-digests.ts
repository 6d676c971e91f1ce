// A plugin's code may change without its version: what is kept with each network tells.
import { shortDigest } from '../report/dataset-info';
import type { Task } from '../train/task';

/** The SHA-256 of plugins' code, by their titles: `acme 1.0.0`. */
export type PluginDigests = Readonly<Record<string, string>>;

/** Of the plugins whose code builds or trains a task's network; undefined where none is known. */
export function digestsOf({ plugins = [] }: Task, digests: PluginDigests): PluginDigests | undefined {
  const own = plugins.filter((title) => Object.hasOwn(digests, title)).map((title) => [title, digests[title]] as const);
  return own.length === 0 ? undefined : Object.fromEntries(own);
}

/** A sentence for each plugin whose code is another now, though its version is not. */
export function changedPlugins(then: PluginDigests = {}, now: PluginDigests): string[] {
  return Object.entries(then)
    .filter(([title, digest]) => Object.hasOwn(now, title) && now[title] !== digest)
    .map(
      ([title, digest]) =>
        `the code of the plugin ${title} has changed, though its version has not (digests ${shortDigest(digest)} and ${shortDigest(now[title])})`,
    );
}
