// The lab as `mlp-lab serve` serves it, in a real browser: under its headers, behind its key, to the figures of its commands.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chromium } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { chromiumPath, inChromium } from '../../../scripts/open-page';
import { BIN, runCli } from './run-cli';

const LIMIT = ['--limit', '640'];

describe.skipIf(!chromiumPath)(inChromium, () => {
  it('mlp-lab serve opens the lab, which trains to the figures of mlp-lab compare, for whoever has the whole address', async () => {
    const program = spawn(process.execPath, [BIN, 'serve', '--no-open', '--port', '0', ...LIMIT]);
    const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox'] });
    try {
      const [url] = await once(program.stdout.setEncoding('utf8'), 'data');
      const page = await browser.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      await page.goto(url);
      await page.getByRole('heading', { name: 'Ready' }).waitFor();
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
      await page.getByRole('textbox', { name: 'Epochs' }).fill('1');
      const command = await page.getByRole('form').getByRole('code').textContent();
      await page.getByRole('button', { name: /^Train/ }).click();
      await page.getByRole('heading', { name: 'Done' }).waitFor();
      expect(command).toMatch(/^mlp-lab compare baseline relu /);
      const { stdout } = await runCli([...command!.split(' ').slice(1), ...LIMIT, '--json']);
      const figures = JSON.parse(stdout).rows.map((row: { testAccuracy: { mean: number } }) =>
        row.testAccuracy.mean.toFixed(4),
      );
      expect(await page.locator('td[data-head="Test accuracy"]').allInnerTexts()).toEqual(figures);
      expect(complaints).toEqual([]); // the Content-Security-Policy has nothing to forbid

      const stranger = await browser.newContext().then((context) => context.newPage());
      await stranger.goto(`${new URL(url).origin}/#wrong`);
      await stranger.getByRole('alert').getByText('another session').waitFor();
    } finally {
      await browser.close();
      program.kill('SIGINT');
    }
  });
});
