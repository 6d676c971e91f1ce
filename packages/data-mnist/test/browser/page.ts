// The page of the test: loads a data set as often as the test says, and damages a file in the cache of the browser.
import { datasetDigest, type LoadProgress, loadMnist } from '@mlp-lab/data-mnist';

/** The training labels, and the last progress of each file. */
async function load(source: string, checksums: Record<string, string>) {
  const last = new Map<string, LoadProgress>();
  const onProgress = (progress: LoadProgress) => last.set(progress.file, progress);
  const { train } = await loadMnist({ source, checksums, cache: true, onProgress });
  return { labels: [...train.labels], progress: [...last.values()] };
}

async function damage(url: string): Promise<boolean> {
  const cache = await caches.open('mlp-lab-data');
  const kept = await cache.match(url);
  if (!kept) return false;
  const bytes = new Uint8Array(await kept.arrayBuffer());
  bytes[bytes.length - 1] ^= 1;
  await cache.put(url, new Response(bytes));
  return true;
}

const digestOf = async (source: string) => datasetDigest(await loadMnist({ source }));

Object.assign(globalThis, { load, damage, digestOf });
