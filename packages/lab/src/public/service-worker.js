// Of a static site: keeps the page for use offline, and brings the headers by which threads share memory. The images are kept by the page,
// which verifies them.
const CACHE = 'mlp-lab-site';
const SITE = new URL('./', self.location.href).href;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

self.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(SITE) || request.url.startsWith(`${SITE}data/`)) return;
  event.respondWith(answer(request));
});

/** The page has all it needs for now: what it loaded before this worker was there is kept, and what it may need later. */
self.addEventListener('message', (event) => event.waitUntil(keepAll(event.data)));

/** Files whose name has a hash never change; all others are fetched anew as long as there is a network. */
async function answer(request) {
  const cache = await caches.open(CACHE);
  const key = request.mode === 'navigate' ? SITE : request.url;
  const kept = await cache.match(key);
  if (kept && key.startsWith(`${SITE}assets/`)) return isolated(kept);
  try {
    const response = await fetch(request, { cache: 'no-cache' });
    if (response.ok) await cache.put(key, response.clone());
    return isolated(response);
  } catch (error) {
    if (kept) return isolated(kept);
    throw error;
  }
}

async function keepAll(loaded) {
  const cache = await caches.open(CACHE);
  const later = await (await fetch('./offline.json')).json();
  for (const url of new Set([SITE, ...loaded, ...later.map((path) => SITE + path)])) {
    if (!url.startsWith(SITE) || url.startsWith(`${SITE}data/`) || (await cache.match(url))) continue;
    const response = await fetch(url);
    if (response.ok) await cache.put(url, response);
  }
}

function isolated(response) {
  if (response.type === 'opaque') return response;
  const headers = new Headers(response.headers);
  headers.set('cross-origin-opener-policy', 'same-origin');
  headers.set('cross-origin-embedder-policy', 'require-corp');
  headers.set('cross-origin-resource-policy', 'same-origin');
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}
