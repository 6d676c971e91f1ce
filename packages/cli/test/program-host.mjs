// Runs many command lines in one process, one after another, so that TensorFlow.js is loaded once and not for each of them.
// Gets `{ args, cwd, env }`, the environment in addition to its own; answers with the exit code and with what the command printed.
await import('./remember-mnist.mjs');
const { main } = await import('../dist/main.js');
const here = process.cwd();

process.on('message', async ({ args, cwd, env }) => {
  const printed = { stdout: '', stderr: '' };
  const writers = Object.keys(printed).map((name) => {
    const stream = process[name];
    const { write } = stream;
    stream.write = (chunk, encoding, done) => {
      printed[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
      const ended = typeof encoding === 'function' ? encoding : done;
      if (ended) process.nextTick(ended);
      return true;
    };
    return () => Object.assign(stream, { write });
  });
  const before = Object.fromEntries(Object.keys(env).map((name) => [name, process.env[name]]));
  try {
    setEnv(env);
    process.chdir(cwd ?? here);
    process.send({ code: await main(args), ...printed });
  } catch (error) {
    process.send({ error: String(error?.stack ?? error) });
  } finally {
    for (const restore of writers) restore();
    setEnv(before);
  }
});

function setEnv(values) {
  for (const [name, value] of Object.entries(values))
    if (value === undefined || value === null)
      delete process.env[name]; // a message has null for undefined
    else process.env[name] = value;
}
