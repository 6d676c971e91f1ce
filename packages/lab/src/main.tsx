// The entry point of the page.
import { svgStyle } from '@mlp-lab/viz';
import { render } from 'preact';
import { connect, staticSite } from './session/server';
import { takeToken } from './session/token';
import { App } from './view/app';

const charts = new CSSStyleSheet();
charts.replaceSync(svgStyle());
document.adoptedStyleSheets = [charts];

const token = takeToken();
// A page that `mlp-lab serve` keeps for one person needs the key; a site for anybody says so in its document.
const isSite = document.querySelector('meta[name="mlp-lab-site"]') !== null;
render(<App server={isSite ? staticSite : token === undefined ? undefined : connect(token)} />, document.body);
if (isSite && 'serviceWorker' in navigator)
  void navigator.serviceWorker.register('./service-worker.js').catch(() => {});
