// What the compiler knows of plugins: `pnpm types` fails where a line below that must not compile does.
import {
  createRegistry,
  definePlugin,
  defineVariant,
  notebook,
  notebookRecipe,
  type Plugin,
  type Registry,
} from '@mlp-lab/models';
import * as v from 'valibot';
import { describe, expectTypeOf, it } from 'vitest';
import * as z from 'zod';
import { tf } from '../tf';

const common = { title: 'T', changes: [], recipe: notebookRecipe };
const build = () => tf.sequential();
const target = { tf, seed: 1, inputSize: 4, classes: 3 };

const acme = definePlugin({
  meta: { name: 'acme', version: '1.0.0', namespace: 'acme' },
  variants: [
    defineVariant({
      ...common,
      name: 'maxout',
      aliases: ['mx'],
      options: z.object({ pieces: z.number().default(2) }),
      build({ options }) {
        expectTypeOf(options).toEqualTypeOf<{ pieces: number }>();
        return tf.sequential();
      },
    }),
    defineVariant({
      ...common,
      name: 'wide',
      options: v.object({ kind: v.optional(v.picklist(['a', 'b']), 'a') }),
      build({ options: { kind } }) {
        expectTypeOf(kind).toEqualTypeOf<'a' | 'b'>();
        return tf.sequential();
      },
    }),
    { ...common, name: 'plain' },
  ],
});

/** Never called: for the compiler alone. */
function typed() {
  const registry = createRegistry([notebook(), acme]);
  registry.build('acme/maxout', target);
  registry.build('acme/maxout', { ...target, options: { pieces: 3 } });
  registry.build('acme/mx', { ...target, options: { pieces: 3 } });
  registry.build('acme/wide', { ...target, options: { kind: 'b' } });
  registry.build('acme/plain', target);
  registry.build('opt/adam', { ...target, recipe: { dropout: 0.5 } });
  registry.get('acme/maxout', { pieces: 3 });
  // @ts-expect-error: a number
  registry.build('acme/maxout', { ...target, options: { pieces: '3' } });
  // @ts-expect-error: there is no such option
  registry.build('acme/maxout', { ...target, options: { peaces: 3 } });
  // @ts-expect-error: another variant's
  registry.build('acme/wide', { ...target, options: { pieces: 3 } });
  // @ts-expect-error: takes none
  registry.build('acme/plain', { ...target, options: { pieces: 3 } });
  // @ts-expect-error: takes none
  registry.build('relu', { ...target, options: { pieces: 3 } });
  // @ts-expect-error: there is no such name
  registry.build('acme/maxuot', target);
  // @ts-expect-error: there is no such name
  registry.get('acme/maxuot');
  // @ts-expect-error: a number
  registry.get('acme/maxout', { pieces: '3' });

  const more = createRegistry([notebook()]).use(acme);
  more.build('acme/maxout', { ...target, options: { pieces: 3 } });
  // @ts-expect-error: there is no such option
  more.build('acme/maxout', { ...target, options: { peaces: 3 } });
}

/** Never called: names that are known only when the program runs. */
function untyped(plugins: Plugin[], name: string) {
  const registry = createRegistry([notebook(), acme]);
  registry.build(name, { ...target, options: { anything: 1 } });
  const open = createRegistry(plugins);
  open.build('whatever', { ...target, options: { anything: 1 } });
  const some = createRegistry([acme, ...plugins]);
  some.build('whatever/it/is', target);
  const wide: Registry = registry;
  wide.build(name, { ...target, options: { anything: 1 } });
}

describe('a registry of plugins that the compiler knows', () => {
  it('is a registry like any other', () => {
    expectTypeOf(typed).toBeFunction();
    expectTypeOf(untyped).toBeFunction();
    expectTypeOf(createRegistry([acme])).toExtend<Registry>();
    expectTypeOf(acme).toExtend<Plugin>();
    expectTypeOf(build).toBeFunction();
  });
});
