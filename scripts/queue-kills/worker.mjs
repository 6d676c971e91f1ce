// A worker with short lock and stall times, to be killed: node worker.mjs redis://… NAME

const root = new URL('../..', import.meta.url);
const { runWorker } = await import(new URL('packages/queue/dist/index.js', root).href);

const [connection, machine] = process.argv.slice(2);
const times = { lockDuration: 3_000, stalledInterval: 2_000, checkpointInterval: 1_000 };
while (true)
  await runWorker({ connection, machine, jobs: 1, ...times }).catch(({ message }) => {
    console.error(message); // Redis is being started again
    return new Promise((resolve) => setTimeout(resolve, 500));
  });
