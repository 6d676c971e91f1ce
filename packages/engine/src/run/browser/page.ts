// The page: gives the test the functions whose results it compares.
import { bitsOfAllPrograms } from './bits-of-programs';
import { bitsOnThreads } from './bits-on-threads';

const bitsInOwnWorker = (): Promise<string> =>
  new Promise((resolve, reject) => {
    const worker = new Worker('./own.js', { type: 'module' });
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
  });

Object.assign(globalThis, { bitsOfAllPrograms, bitsOnThreads, bitsInOwnWorker });
