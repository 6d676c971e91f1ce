// To processes of Node: unlike a thread, one that crashes takes no other with it.

/**
 * Starts one with a thread in it, in the words of `Worker` of node:worker_threads. `../../task-process.ts` is its script, which the build
 * puts beside this module.
 */
export function startChildProcess() {
  // Not imported, so that no bundler for browsers stumbles over them.
  const { fork } = process.getBuiltinModule('node:child_process');
  const { EventEmitter } = process.getBuiltinModule('node:events');
  const script = new URL('./task-process.js', import.meta.url);
  const child = fork(script, [], { serialization: 'advanced', stdio: ['ignore', 'inherit', 'pipe', 'ipc'] });
  const said = heldBack(child.stderr!);
  const events = new EventEmitter();
  child.on('message', (message) => events.emit('message', message));
  child.on('error', (error) => events.emit('error', error));
  child.on('close', (code, signal) => {
    if (signal !== null) return events.emit('error', new Error(`it was ended by ${signal}${reasonIn(said.text())}`));
    said.show();
    events.emit('exit', code);
  });
  return Object.assign(events, {
    postMessage: (message: object) => void (child.connected && child.send(message)),
    terminate: () => child.kill('SIGKILL'),
  });
}

const AWHILE = 200; // milliseconds

/** What Node writes as it crashes: pages about the machine. */
const DUMP = /^(# Fatal error|FATAL ERROR|<--- Last few GCs|----- Native stack trace)/m;

/** What a process writes on stderr is shown a little later, so that it can be seen to be a crash. */
function heldBack(stderr: NodeJS.ReadableStream) {
  let text = '';
  const show = () => {
    if (DUMP.test(text)) return;
    process.stderr.write(text);
    text = '';
  };
  stderr.setEncoding('utf8').on('data', (more: string) => {
    if (text === '') setTimeout(show, AWHILE).unref();
    text += more;
  });
  return { show, text: () => text };
}

/** V8's own reason for a crash. */
function reasonIn(text: string): string {
  const reason = /(?<=# Fatal error in .*\n# ).+|(?<=FATAL ERROR: ).+/.exec(text)?.[0];
  return reason === undefined ? '' : `: ${reason}`;
}
