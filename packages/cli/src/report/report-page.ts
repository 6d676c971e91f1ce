// A run → one page that tells it all: what was asked, what came of it, what it looks like, how to do it again.
import { arch, platform } from 'node:os';
import { MlpLabError } from '@mlp-lab/core';
import type { RunConfig } from '@mlp-lab/experiment/node';
import packageJson from '../../package.json' with { type: 'json' };
import type { OpenedRun } from '../open-run';
import { runCharts } from '../run-charts';
import type { RunChartName } from '../run-charts/names';
import { figure } from './chart-page';
import { html, type Markup } from './html';
import { page } from './page';
import { reproduceCommand } from './reproduce';
import { resultsTable } from './results-table';
import { settingsTable } from './settings-table';
import { summary } from './summary';

/** @param data `--data`, as it was given. */
export async function reportPage(run: OpenedRun, data?: string): Promise<string> {
  const sections = (await Promise.all(sectionsOf(run, data))).filter(({ parts }) => parts.length > 0);
  const { title, header } = summary(run);
  const links = sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`);
  return page(
    title,
    html`<header>
${header}
<nav aria-label="Sections"><ul>${links}</ul></nav>
</header>
<main>
${sections.map(sectionMarkup)}</main>`,
  );
}

interface Section {
  id: string;
  title: string;
  /** What it holds; a section of nothing is left out. */
  parts: readonly Markup[];
}

const sectionMarkup = ({ id, title, parts }: Section) => html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${parts}
</section>
`;

function sectionsOf(run: OpenedRun, data: string | undefined): Promise<Section>[] {
  const section = async (id: string, title: string, ...parts: (Markup | Promise<Markup[]>)[]): Promise<Section> => ({
    id,
    title,
    parts: (await Promise.all(parts)).flat(),
  });
  const chart = (name: RunChartName) => chartMarkup(name, run);
  return [
    section('results', 'Results', resultsTable(run.report), chart('accuracy')),
    section('learning', 'Learning', chart('curves')),
    section('mistakes', 'Mistakes', chart('confusion'), chart('mistakes')),
    section('ensemble', 'Ensemble', chart('votes'), chart('ensemble-size')),
    section('optimizers', 'Optimizers', chart('race')),
    section('network', 'Network', chart('network'), chart('first-layer-weights'), chart('gradient-norms')),
    section('settings', 'Settings', ...again(run, data)),
  ];
}

/** The chart; nothing where the run has none of the kind; the reason where it could not be drawn. */
async function chartMarkup(name: RunChartName, run: OpenedRun): Promise<Markup[]> {
  try {
    return [figure(await runCharts[name].draw(run))];
  } catch (error) {
    if (!(error instanceof MlpLabError)) throw error;
    return error.code === 'unavailable' ? [] : [html`<p class="notice">No chart of ${name}: ${error.message}.</p>`];
  }
}

function again(run: OpenedRun, data: string | undefined): (Markup | Promise<Markup[]>)[] {
  const versions = html`<p class="note">This page was made by mlp-lab ${packageJson.version} on Node ${process.versions.node}
(${platform()}, ${arch()}).</p>
`;
  return run.config ? [...settingsTable(run.config), commandMarkup(run.config, run, data), versions] : [versions];
}

async function commandMarkup(config: RunConfig, run: OpenedRun, data: string | undefined): Promise<Markup[]> {
  const dataset = await run.dataset().catch(() => undefined);
  const command = reproduceCommand(config, { registry: run.registry, available: dataset?.available, data });
  if (command === undefined) return [];
  return [
    html`<h3>How to do it again</h3>
<pre><code>${command.split(' ').map((word) => html`<span>${word}</span> `)}</code></pre>
<p class="note">With the engine backend it gives the same numbers, but for the seconds, on every machine.</p>
`,
  ];
}
