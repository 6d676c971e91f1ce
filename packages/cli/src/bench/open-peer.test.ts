import { expect, it } from 'vitest';
import { openPeer } from './open-peer';

it.each([
  ["import 'mlp-lab-not-installed'", /^Error \[ERR_MODULE_NOT_FOUND\]: Cannot find package 'mlp-lab-not-installed'/],
  ["throw new TypeError('no shapes')", /^TypeError: no shapes$/],
  ["console.error('no such device'); process.exit(1)", /^no such device$/],
  ['', /^.*node.* ended$/],
])('a script that fails at its start says why: %s', async (code, message) => {
  const program = [process.execPath, '--input-type=module', '--eval', code];
  await expect(openPeer('peer.mjs', program)).rejects.toThrow(message);
});
