// A run → report.html: what was asked, what came of it, how it looks, and how to reproduce it.
import { checkOptions, checkString, MlpLabError } from '@mlp-lab/core';
import packageJson from '../../package.json' with { type: 'json' };
import type { ChartName } from '../chart-names';
import { runCharts } from '../charts/run-charts';
import { reproduceCommand } from '../reproduce/reproduce-command';
import { checkRun } from '../run/check-run';
import { chooseRun } from '../run/choose-run';
import type { RunData } from '../run/run-data';
import { html, type Markup } from './html';
import { figure, page } from './page';
import { resultsMarkup } from './results';
import { settingsTable } from './settings-table';
import { summary } from './summary';

/** Options of `reportPage`. */
export interface ReportPageOptions {
  /** The value of `--data` in the command that reproduces the run. @default none for MNIST, else the data set's name */
  data?: string | undefined;
  /** The program that makes the page, for its last line: `mlp-lab 1.0.0 on Node 22`. @default this package and its version */
  madeBy?: string | undefined;
}

/**
 * The whole run as one self-contained HTML page: no script, no request, light or dark as the reader's system is. Charts that the
 * run has no data for are left out; those that fail for another reason are replaced by the reason.
 *
 * Works in Node and in browsers.
 *
 * @param run at least its report, which has a run; see `RunData` for what more data adds.
 * @throws MlpLabError `bad-data` for anything but a run, or one whose networks all failed; `invalid-argument` for an unknown option.
 */
export async function reportPage(run: RunData, given?: ReportPageOptions): Promise<string> {
  checkRun(run);
  chooseRun(run.report); // there is a run
  const options = checkOptions<ReportPageOptions>('reportPage', given, { data: checkString, madeBy: checkString });
  const sections = (await Promise.all(sectionsOf(run, options))).filter(({ parts }) => parts.length > 0);
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
  /** Its contents; a section without any is left out. */
  parts: readonly Markup[];
}

const sectionMarkup = ({ id, title, parts }: Section) => html`<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title">${title}</h2>
${parts}
</section>
`;

function sectionsOf(run: RunData, options: ReportPageOptions): Promise<Section>[] {
  const section = async (id: string, title: string, ...parts: (Markup | Promise<Markup[]>)[]): Promise<Section> => ({
    id,
    title,
    parts: (await Promise.all(parts)).flat(),
  });
  const chart = (name: ChartName) => chartMarkup(name, run);
  return [
    section('results', 'Results', resultsMarkup(run.report), chart('accuracy')),
    section('learning', 'Learning', chart('curves')),
    section('mistakes', 'Mistakes', chart('confusion'), chart('mistakes')),
    section('ensemble', 'Ensemble', chart('votes'), chart('ensemble-size')),
    section('optimizers', 'Optimizers', chart('race')),
    section('network', 'Network', chart('network'), chart('first-layer-weights'), chart('gradient-norms')),
    section('settings', 'Settings', settingsMarkup(run, options)),
  ];
}

const WIDE = 960; // pixels: the column of the page

/** The chart; nothing where the run has no data for it; the reason where it could not be drawn. */
async function chartMarkup(name: ChartName, run: RunData): Promise<Markup[]> {
  try {
    const chart = await runCharts[name].draw(run);
    return [figure(chart.forWidth?.(WIDE) ?? chart)];
  } catch (error) {
    if (!(error instanceof MlpLabError)) throw error;
    return error.code === 'unavailable' ? [] : [html`<p class="notice">No chart of ${name}: ${error.message}.</p>`];
  }
}

async function settingsMarkup(run: RunData, { data, madeBy = THIS_PACKAGE }: ReportPageOptions): Promise<Markup[]> {
  const settings = run.config ? settingsTable(run.config) : [];
  return [
    ...settings,
    ...(await commandMarkup(run, data)),
    html`<p class="note">This page was made by ${madeBy}.</p>\n`,
  ];
}

const THIS_PACKAGE = `${packageJson.name} ${packageJson.version}`;

/** The spaces at which a command may break: none between an option and its value. */
const BETWEEN_OPTIONS = / (?=--)|(?<! --\S*) /;

async function commandMarkup({ config, registry, available }: RunData, data: string | undefined): Promise<Markup[]> {
  if (!config || !registry) return [];
  const images = await available?.().catch(() => undefined);
  const command = reproduceCommand(config, { registry, available: images, data });
  if (command === undefined) return [];
  return [
    html`<h3>How to reproduce it</h3>
<pre><code>${command.split(BETWEEN_OPTIONS).map((part) => html`<span>${part}</span> `)}</code></pre>
<p class="note">On the engine backend, every machine gives the same numbers, except for the seconds.</p>
`,
  ];
}
