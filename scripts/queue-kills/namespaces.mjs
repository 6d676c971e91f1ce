// Network namespaces of Linux: each worker on a host of its own, as far as its network goes, with a cable that can be pulled.
import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const NET = '10.231.77';
const name = `mlpq${process.pid % 100_000}`;

/** Returns the network, or why there can be none: `{ reason }`. */
export function openNamespaces(count) {
  const hosts = Array.from({ length: count }, (_, i) => ({ space: `${name}-${i}`, cable: `${name}v${i}` }));
  try {
    ip('link', 'add', name, 'type', 'bridge');
    ip('addr', 'add', `${NET}.1/24`, 'dev', name);
    ip('link', 'set', name, 'up');
    hosts.forEach(({ space, cable }, i) => {
      ip('netns', 'add', space);
      ip('link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', space);
      ip('link', 'set', cable, 'master', name);
      ip('link', 'set', cable, 'up');
      ip('-n', space, 'addr', 'add', `${NET}.${i + 11}/24`, 'dev', 'eth0');
      ip('-n', space, 'link', 'set', 'eth0', 'up');
    });
  } catch (error) {
    close();
    return { reason: error.message };
  }

  function close() {
    for (const { space, cable } of hosts) {
      spawnSync('ip', ['link', 'del', cable]);
      spawnSync('ip', ['netns', 'del', space]);
    }
    spawnSync('ip', ['link', 'del', name]);
  }

  return {
    /** Of this machine, for all of them. */
    address: `${NET}.1`,
    /** The start of a command line that runs on a host. */
    on: (i) => ['ip', 'netns', 'exec', hosts[i].space],
    /** Pulls the cable of a host for a while. */
    async cut(i, milliseconds) {
      ip('link', 'set', hosts[i].cable, 'down');
      await sleep(milliseconds);
      ip('link', 'set', hosts[i].cable, 'up');
    },
    close,
  };
}

function ip(...words) {
  const { status, stderr, error } = spawnSync('ip', words, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ip ${words.join(' ')}: ${error?.code ?? stderr.trim()}`);
}
