// The entry point of the page.
import { svgStyle } from '@mlp-lab/viz';
import { render } from 'preact';
import { connect } from './session/server';
import { takeToken } from './session/token';
import { App } from './view/app';

const charts = new CSSStyleSheet();
charts.replaceSync(svgStyle());
document.adoptedStyleSheets = [charts];

const token = takeToken();
render(<App server={token === undefined ? undefined : connect(token)} />, document.body);
