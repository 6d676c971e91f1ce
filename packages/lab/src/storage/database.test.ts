import { expect, it } from 'vitest';
import { answer, openDatabase, written } from './database';

it.each([
  [new DOMException('', 'QuotaExceededError'), /no more room\. Delete earlier runs/], // as Chromium throws it
  [new DOMException('', 'AbortError'), /^AbortError$/],
  [new DOMException('it is locked', 'UnknownError'), /^it is locked$/],
  [null, /no reason/],
])('an error of the browser has words: %s', async (error, words) => {
  const transaction = { error, commit: () => queueMicrotask(() => transaction.onabort()), onabort: () => {} };
  await expect(written(transaction as unknown as IDBTransaction)).rejects.toThrow(words);
  const request = { error, onerror: () => {} };
  queueMicrotask(() => request.onerror());
  await expect(answer(request as unknown as IDBRequest)).rejects.toThrow(words);
});

it('a browser that has none is told in words', async () => {
  await expect(openDatabase()).rejects.toThrow(/^This browser keeps nothing for a page here/); // Node has none either
});
