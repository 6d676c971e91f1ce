import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadMnist } from '@mlp-lab/data-mnist';
import { chartNames, reportPage } from '@mlp-lab/report';
import { openRun, saveReport } from '@mlp-lab/report/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { edit, type KeptRun, keptRun, registry } from './kept-run';

let kept: KeptRun;
let page: string; // of the whole run
beforeAll(async () => {
  kept = await keptRun({ command: ['compare', 'relu', '--out', "it's kept"] });
  page = await reportPage(await openRun(kept.dir, { registry }), { madeBy: 'a test' });
});
afterAll(() => kept.remove());

const sections = (page: string) => [...page.matchAll(/<h2 id="[^"]*">(.*?)<\/h2>/g)].map(([, title]) => title);

/** The command that a page shows. */
function commandOf(page: string): string | undefined {
  const [, command] = page.match(/<pre><code>(.*?)<\/code>/) ?? [];
  return command
    ?.replaceAll(/<\/?span>/g, '')
    .replaceAll('&#39;', "'")
    .trim();
}

describe('the page of a run', () => {
  it('shows the whole run and needs nothing else', () => {
    expect(sections(page)).toEqual([
      'Results',
      'Learning',
      'Mistakes',
      'Ensemble',
      'Optimizers',
      'Network',
      'Settings',
    ]);
    expect(page.match(/<svg /g)).toHaveLength(chartNames.length);
    expect(page.match(/<th scope="row">/g)).toHaveLength(2 * 4); // results and settings, four rows each
    expect(page).not.toMatch(/<script|<link|@import|url\(|(src|href)="(?!#|data:)/);
    expect(page).toContain('This page was made by a test.');
  });

  it('has each chart a second time, as narrow as a phone, and the head of each column beside its cells', () => {
    const widths = [...page.matchAll(/<svg\n[^>]* width="(\d+)"/g)].map(([, width]) => Number(width));
    expect(widths).toHaveLength(chartNames.length);
    for (const width of widths) expect(width).toBeLessThan(450); // the confusion matrix needs a little more, and is scaled
    expect(page.match(/data-head="Test accuracy"/g)).toHaveLength(4);
  });

  it('breaks a line between options and between settings, not within one', () => {
    expect(page).toMatch(/<span>relu<\/span> <span>--out &#39;it/);
    expect(page).toMatch(/<span>beta2 0\.999,<\/span> <span>epsilon 1e-7<\/span>/);
  });

  it('shows what a report alone holds', async () => {
    const page = await reportPage({ report: kept.report });
    expect(sections(page)).toEqual(['Results', 'Learning', 'Ensemble', 'Optimizers', 'Settings']);
    expect(page).toMatch(
      /<p class="lead">[\w/-]+ did best: it classified \d+\.\d\d % of the 320 test images correctly, on average over 2 seeds/,
    );
    expect(page).toContain('made by @mlp-lab/report ');
    expect(commandOf(page)).toBeUndefined();
  });

  it('shows the command that was given, quoted for a shell', () => {
    expect(commandOf(page)).toBe("mlp-lab compare relu --out 'it'\\''s kept'");
  });

  it('spells the command out where a program started the run', async () => {
    const run = await openRun(kept.dir, { registry });
    const config = { ...run.config!, command: undefined };
    const command =
      'mlp-lab compare relu ensemble opt/adam opt/sgd --seeds 1,2 --protocol as-published --epochs 2 --limit 320 --backend engine';
    expect(commandOf(await reportPage({ ...run, config }))).toBe(command);
    expect(commandOf(await reportPage({ ...run, config, available: async () => 320 }))).toBe(
      command.replace(' --limit 320', ''),
    );
    expect(commandOf(await reportPage({ ...run, config }, { data: 'my images' }))).toBe(
      command.replace(' --backend', " --data 'my images' --backend"),
    );
  });

  it('shows no command and no network of rows that no command names', async () => {
    const own = await kept.copy('own');
    await edit(own, (text) =>
      JSON.stringify({ ...JSON.parse(text.replaceAll('"opt/adam"', '"acme/adam"')), command: undefined }),
    );
    const page = await reportPage(await openRun(own, { registry, variant: 'acme/adam' }));
    expect(page).toMatch(/<h2 id="settings-title">/);
    expect(page).not.toMatch(/<h2 id="network-title">|<pre>|class="notice"/);
  });

  it('covers the completed runs, and says so, where the run was interrupted', async () => {
    const ended = await kept.copy('ended');
    await rm(join(ended, 'report.json'));
    await rm(join(ended, 'networks/opt.sgd.seed-2.json'));
    const loadDataset = async () => kept.dataset;
    const page = await reportPage(await openRun(ended, { registry, loadDataset }));
    expect(page).toMatch(/The run was interrupted: .* 7 of 8 runs/);
  });

  it('escapes whatever a report holds', async () => {
    const [first, ...others] = kept.report.rows;
    const hostile = {
      ...first,
      title: '<script>alert("x")</script>',
      changes: ["a & b's"],
      failures: [{ seed: 9, message: '<img src=x onerror=alert(1)>' }],
    };
    const page = await reportPage({ report: { ...kept.report, rows: [hostile, ...others] } });
    expect(page).not.toMatch(/<script|<img/);
    expect(page).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;');
    expect(page).toContain('a &amp; b&#39;s');
  });

  it('gives the reason where charts could not be drawn, as the data is not the run’s', async () => {
    const other = await kept.copy('other');
    await edit(other, (text) => text.replace('"name": "mnist"', '"name": "fashion"'));
    const page = await reportPage(await openRun(other, { registry, loadDataset: () => loadMnist() }));
    expect(page).toMatch(
      /No chart of confusion: the data set of the run: expected fashion with 320 training and 320 test images, received mnist/,
    );
    expect(page.match(/<svg /g)).toHaveLength(7); // without confusion, mistakes and network
  });

  it('draws no answers that were damaged on the disk', async () => {
    const damaged = await kept.copy('damaged');
    const run = await openRun(kept.dir, { registry, variant: 'relu' });
    const file = join(damaged, 'networks/relu.seed-1.f32');
    const bytes = await readFile(file);
    bytes[100] ^= 64; // of one of 3,200 numbers: the accuracy stays the same
    await writeFile(file, bytes);
    const page = await reportPage(await openRun(damaged, { registry, variant: 'relu' }));
    expect(page).toMatch(/No chart of confusion: \S+relu\.seed-1\.f32 is damaged: expected SHA-256 .* --repair/);
    expect(await reportPage(run)).not.toContain('class="notice"');
  });

  it('is saved in the folder of the run, with its two main charts', async () => {
    await saveReport(kept.dir, { registry, madeBy: 'a test' });
    const [page, accuracy, curves] = await Promise.all(
      ['report.html', 'test-accuracy.svg', 'learning-curves.svg'].map((name) => readFile(join(kept.dir, name), 'utf8')),
    );
    expect(page).toBe(await reportPage(await openRun(kept.dir, { registry }), { madeBy: 'a test' }));
    for (const svg of [accuracy, curves]) expect(svg).toMatch(/^<svg /);
    await expect(saveReport(join(kept.dir, 'nowhere'), { registry })).rejects.toMatchObject({ code: 'io' });
  });
});
