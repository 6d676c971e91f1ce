// Cloudflare's runtime, where code may not be made while a program runs: serves the contract on a port of this machine, and asks for its answers.
import { execFileSync } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../testing/free-port.mjs';
import { startProgram } from '../children.mjs';

const PATIENCE = 60_000; // milliseconds

const MAIN = `import { contract } from './contract.js';
export default {
  async fetch() {
    const answers = await contract().catch((error) => ({ error: String(error) }));
    return new Response(JSON.stringify(answers));
  },
};
`;

/** The version, and what the contract answers there. `home` has the package, `contract` is the bundle for browsers. */
export async function answerOfWorkerd(home, contract) {
  const program = join(home, 'node_modules/.bin/workerd');
  const port = await freePort();
  copyFileSync(contract, join(home, 'contract.js'));
  writeFileSync(join(home, 'main.js'), MAIN);
  writeFileSync(join(home, 'config.capnp'), configOf(port));
  const version = execFileSync(program, ['--version'], { encoding: 'utf8' }).trim().replace('workerd ', '');
  const { end } = startProgram([program, 'serve', 'config.capnp'], { cwd: home });
  try {
    return { version, answers: await ask(`http://127.0.0.1:${port}/`) };
  } catch (error) {
    return { version, answers: { error: error.message } };
  } finally {
    await end();
  }
}

async function ask(url) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    try {
      return await (await fetch(url)).json();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200)); // it is starting
    }
  }
}

const configOf = (port) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .contract)],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")]
);
const contract :Workerd.Worker = (
  modules = [(name = "main.js", esModule = embed "main.js"), (name = "contract.js", esModule = embed "contract.js")],
  compatibilityDate = "2026-01-01"
);
`;
