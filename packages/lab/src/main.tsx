// The entry point of the page.
import { svgStyle } from '@mlp-lab/viz';
import { render } from 'preact';
import { connect, staticSite } from './session/server';
import { takeToken } from './session/token';
import { openRunStore } from './storage/run-store';
import { App } from './view/app';
import { nextTask } from './view/slices';

// A page that `mlp-lab serve` keeps for one person needs the key; a site for anybody says so in its document.
const isSite = document.querySelector('meta[name="mlp-lab-site"]') !== null;
const token = takeToken();
const server = isSite ? staticSite : token === undefined ? undefined : connect(token);
const connection = server && { server, session: server.request(server.sessionPath), store: openRunStore() };
connection?.session.catch(() => {}); // the page tells it

void nextTask().then(() => {
  const charts = new CSSStyleSheet();
  charts.replaceSync(svgStyle());
  document.adoptedStyleSheets = [charts];
  render(<App connection={connection} />, document.body);
  if (isSite && 'serviceWorker' in navigator)
    void navigator.serviceWorker.register('./service-worker.js').catch(() => {});
}); // to start the modules was a task of its own
