// Draws the page.
import { svgStyle } from '@mlp-lab/viz';
import { render } from 'preact';
import { type Asked, connect, type Server, staticSite } from './session/server';
import { openRunStore } from './storage/run-store';
import { App } from './view/app';

/** @param asked undefined if the address lacks its key. */
export function openPage(asked: Asked | undefined): void {
  const server = asked && (asked.headers ? connect(asked.headers) : staticSite);
  const connection = asked &&
    server && { server, session: server.accept(asked.session), store: openRunStore(asked.database) };
  connection?.session.catch(() => {}); // the page tells it
  if (server) tellMissing(server);
  const charts = new CSSStyleSheet();
  charts.replaceSync(svgStyle());
  document.adoptedStyleSheets = [charts];
  render(<App connection={connection} onAllHere={server === staticSite ? keepForOffline : undefined} />, document.body);
  if (server === staticSite && 'serviceWorker' in navigator)
    void navigator.serviceWorker.register('./service-worker.js').catch(() => {});
}

/** Browsers say of a script that can't be fetched only which it is. */
function tellMissing({ missing }: Server): void {
  addEventListener('vite:preloadError', ({ payload }) => {
    payload.message = missing;
  });
}

/** Once nothing else needs the network: the service worker wasn't there yet when the page's first files were fetched. */
function keepForOffline(): void {
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name.replace(/#.*/, ''));
  void navigator.serviceWorker?.ready.then(({ active }) => active?.postMessage(loaded));
}
