// The variants of a registry by all of their names: full names, aliases and former names.
import { checkString, describeJson, MlpLabError, suggestNames } from '@mlp-lab/core';
import { checkOptions, type OptionValues } from './options';
import { optionsName } from './options-name';
import { fullName, type Plugin } from './plugin';
import type { Variant } from './variant';

export interface VariantCatalog {
  /** Adds a plugin's variants; they replace those of the same names. */
  add(plugin: Plugin): void;
  list(pattern?: string): Variant[];
  get(name: string, options?: OptionValues): Variant;
  /** The plugin of a variant, or of the variant that it was derived from. */
  pluginOf(variant: Variant): Plugin | undefined;
}

interface Entry {
  variant: Variant;
  plugin: Plugin;
}

export function variantCatalog(onWarning: (message: string) => void): VariantCatalog {
  const entries = new Map<string, Entry>();
  const aliases = new Map<string, string>(); // to full names
  const former = new Map<string, string>(); // to full names
  const warned = new Set<string>();

  const warn = (name: string, message: string) => {
    if (!warned.has(name)) onWarning(message);
    warned.add(name);
  };

  /** The full name of an alias or a former name. */
  const resolve = (name: string): string => {
    const current = former.get(name);
    if (current !== undefined) warn(name, `variant '${name}' is now called '${current}'`);
    return current ?? aliases.get(name) ?? name;
  };

  return {
    add(plugin) {
      for (const variant of plugin.variants ?? []) {
        const name = fullName(plugin.meta, variant.name);
        entries.set(name, { variant: { ...variant, name }, plugin });
        for (const alias of variant.aliases ?? []) aliases.set(fullName(plugin.meta, alias), name);
        for (const old of variant.formerly ?? []) former.set(fullName(plugin.meta, old), name);
      }
    },

    list(pattern = '*') {
      const parts = checkString('pattern', pattern).split('*');
      return [...entries.values()].map(({ variant }) => variant).filter(({ name }) => matches(name, parts));
    },

    get(asked, options) {
      if (typeof asked !== 'string') throw unknown(describeJson(asked), [...entries.keys()], entries.size);
      const name = resolve(asked);
      const variant = entries.get(name)?.variant;
      if (variant === undefined) throw unknown(asked, [...entries.keys(), ...aliases.keys()], entries.size);
      if (variant.deprecated) warn(name, deprecation(name, variant.deprecated));
      return options === undefined || Object.keys(options).length === 0 ? variant : withOptions(variant, options);
    },

    pluginOf({ name, origin, build }) {
      const entry = entries.get(origin?.variant ?? name);
      if (entry !== undefined && entry.variant.build === build) return entry.plugin;
      const maker = build && [...entries.values()].find(({ variant }) => variant.build === build);
      return maker?.plugin;
    },
  };
}

/** The variant that is built with these options: a row of its own name and title. */
function withOptions(variant: Variant, options: OptionValues): Variant {
  checkOptions(`variant '${variant.name}'`, variant.options, options);
  const label = optionsName(options);
  return {
    ...variant,
    name: `${variant.name}:${label}`,
    title: `${variant.title} (${label.replaceAll(',', ', ')})`,
    published: undefined,
    origin: { variant: variant.name, options },
  };
}

function deprecation(name: string, { use, why }: NonNullable<Variant['deprecated']>): string {
  return [`variant '${name}' is deprecated`, use && `use '${use}'`, why].filter(Boolean).join(': ');
}

function unknown(name: string, names: string[], count: number): MlpLabError {
  const hint = suggestNames(name, names);
  return new MlpLabError('unknown-name', `unknown variant '${name}': ${hint} (${count} are registered)`);
}

/**
 * Whether a name consists of the parts of a pattern in their order, with any text between two of them: `opt/*` is `['opt/', '']`. Each part
 * is looked for once, from where the one before it ends, so many stars take no longer than few.
 */
function matches(name: string, parts: readonly string[]): boolean {
  const [first, ...between] = parts;
  const last = between.pop();
  if (last === undefined) return name === first;
  const end = name.length - last.length;
  if (end < first.length || !name.startsWith(first) || !name.endsWith(last)) return false;
  let from = first.length;
  return between.every((part) => {
    const at = name.indexOf(part, from);
    from = at + part.length;
    return at >= 0 && from <= end;
  });
}
