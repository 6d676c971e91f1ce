// The readers of the lab: links, and the messages of its server.
import { importSource } from '../bundle.mjs';
import { mutateJson, mutateText, pick } from '../mutate.mjs';

const { createRegistry, notebook } = await import(new URL('../../../packages/models/dist/index.js', import.meta.url).href); // biome-ignore format: one line
const { readSettings } = await importSource('lab/src/state/url-codec.ts');
const { readMessages } = await importSource('lab/src/session/read-messages.ts');
const registry = createRegistry([notebook()]);

const LINKS = [
  'epochs=20&A=relu&B=relu,optimizer.name:adam,optimizer.learningRate:0.01,rate:0.01@5',
  'A=ensemble,members:5-hard,hidden:30-30,dropout:0.2,batchNormalization:true&seeds=3&images=500&measures=1&backend=wasm',
];
const MESSAGES = [
  { kind: 'request', request: { kind: 'train', id: 1, task: { id: 'relu.seed-1', recipe: { epochs: 3 } } } },
  { kind: 'ended', interrupted: false },
];

export const readers = [
  {
    name: 'a link',
    make: (random) => ({ input: mutateText(random, pick(random, LINKS), random(2) && 20), keepsHeader: true }),
    read: (query) => readSettings(query, registry),
  },
  {
    name: 'messages of the server',
    make(random) {
      const isJson = random(3) > 0;
      const text = JSON.stringify(isJson ? mutateJson(random, pick(random, MESSAGES)) : pick(random, MESSAGES));
      return { input: `${isJson ? text : mutateText(random, text)}\n`, keepsHeader: isJson };
    },
    async read(lines) {
      for await (const _ of readMessages(new Response(lines)));
    },
  },
];
