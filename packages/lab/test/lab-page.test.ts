// The lab as a person uses it, in a real browser: a site for anybody, and the page that `mlp-lab serve` keeps for one person.
import { limitDataset } from '@mlp-lab/data-mnist';
import { describe, expect, it } from 'vitest';
import { chromiumPath, inChromium, newPage } from '../../../scripts/open-page';
import {
  count,
  downloaded,
  eventually,
  fewImages,
  IMAGES,
  importFiles,
  isDone,
  PHONE,
  train,
  trainAndReload,
  useLab,
} from './use-lab';

const LESSON = `# From elsewhere
## A step
<!-- lab: ?A=rellu -->
<script>document.title = "stolen"</script>

<img src="x" onerror="document.title = 'stolen'"> Click [here](javascript:document.title="stolen").
`;

describe.skipIf(!chromiumPath)(inChromium, () => {
  it('keeps earlier runs, whose curves come back, and goes on with a changed rate', () =>
    useLab({ isSite: true }, async ({ lab: site, open }) => {
      const page = await open(`${site.url}?lesson=voting`);
      await page.getByRole('heading', { name: 'Three networks, three opinions' }).waitFor();
      await page.getByRole('button', { name: 'Close the lesson' }).click();
      await train(page);
      await isDone(page);
      await page.getByText('Export', { exact: true }).click();
      const report = await downloaded(page, 'report.json');
      await importFiles(page, { name: 'report.json', buffer: report });
      await page.getByRole('heading', { name: 'Imported: report.json' }).waitFor();
      await page.getByRole('button', { name: 'B: batch size: more' }).click(); // 64: starts again
      await eventually(async () => expect(await count(page)).toBe('0'));
      await page.getByRole('button', { name: 'One epoch' }).click();
      await eventually(async () => expect(await count(page)).toBe('1'));
      await page.getByRole('button', { name: 'B: learning rate: more' }).click();
      await page.getByText('→ 0.002 after epoch 1').waitFor();
      await page.getByRole('button', { name: 'Go on', exact: true }).click();
      await isDone(page);
      expect(page.url()).toContain('rate:0.002@1');
      await page.getByRole('button', { name: /^Compare the run/ }).click();
      await page.getByRole('img', { name: /A, earlier run: 0\.\d+/ }).waitFor();
      await page.getByRole('button', { name: /^Open the run/ }).click();
      await eventually(async () => expect(page.url()).toContain('A=relu&B=relu'));
      expect(await count(page)).toBe('5');

      const kernels = () => [...site.fetched.keys()].filter((path) => path.endsWith('.wasm'));
      expect(kernels()).toEqual([]);
      await page.getByText('Advanced', { exact: true }).click();
      await page.getByLabel('Backend').selectOption('wasm');
      await page.getByRole('button', { name: 'One epoch' }).click();
      await eventually(async () => expect(await count(page)).toBe('1'));
      expect(page.url()).toContain('backend=wasm');
      expect(kernels()).not.toEqual([]); // fetched when it was chosen
    }));

  it('trains on a table of one’s own, which it shows first and keeps; runs nothing of a lesson', () =>
    useLab({ isSite: true, added: { '/lessons/own.md': LESSON } }, async ({ lab: site, complaints, open }) => {
      const page = await open(`${site.url}?A=relu,hidden:8&epochs=3&lesson=own`);
      await page.getByText('<script>document.title = "stolen"</script>').waitFor();
      await page
        .getByRole('alert')
        .getByText(/unknown variant 'rellu'/)
        .waitFor();
      expect(await page.getByRole('link', { name: 'here' }).count()).toBe(0);
      expect(await page.evaluate(() => [...document.querySelectorAll('.lesson script, .lesson img')].length)).toBe(0);
      expect(await page.title()).toBe('mlp-lab');
      await page.getByRole('button', { name: 'Close the lesson' }).click();
      const bright = (label: number, column: number) => (column === label ? 255 : column * label);
      const rows = Array.from({ length: 90 }, (_, i) => [
        i % 3,
        ...Array.from({ length: 9 }, (_, c) => bright(i % 3, c)),
      ]);
      await importFiles(page, { name: 'dots.csv', buffer: Buffer.from(rows.map((row) => row.join()).join('\n')) });
      await page.getByText('75 training and 15 test images of 3 × 3 pixels, 3 classes.').waitFor();
      await page.getByRole('button', { name: 'Use this data' }).click();
      await page.getByRole('button', { name: '9 – 8 – 3' }).waitFor();
      await train(page);
      await isDone(page);
      await page.reload();
      await isDone(page); // restored, with the data
      await page.getByRole('button', { name: 'Back to mnist' }).click();
      await page.getByText(`mnist: ${IMAGES} training`).waitFor();
      expect(await count(page)).toBe('0');
      await importFiles(page, { name: 'poem.txt', buffer: Buffer.from('Whose woods these are I think I know.') });
      await page
        .getByRole('alert')
        .getByText(/poem\.txt/)
        .waitFor();
      expect(complaints).toEqual([]);
    }));

  it('a link trains on the images that it says, although others are here sooner', async () => {
    const dataset = limitDataset(await fewImages(), 320);
    let follow = () => {};
    const first = { dataset, others: new Promise<void>((resolve) => (follow = resolve)) };
    await useLab({ isSite: true, first }, async ({ lab: site, open }) => {
      const page = await open(`${site.url}?A=relu,hidden:8&images=100&epochs=1`);
      await train(page);
      await page.getByText('320 training and 320 test images').waitFor();
      await page.getByText('training begins once they are here').waitFor();
      follow();
      await isDone(page);
      expect(page.url()).toContain('images=100');
    });
  });

  it('the page fits a phone with long names of classes and files, a page enlarged, and paper', () =>
    useLab({ isSite: true }, async ({ lab: site, open }) => {
      const page = await open(`${site.url}?A=relu,hidden:8&B=relu,hidden:9&epochs=1`, {
        ...PHONE,
        colorScheme: 'light',
      });
      const words = 'A class with a name as long as a teacher gives it, number';
      const word = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft';
      const row = (i: number) =>
        [`"${i % 2 === 0 ? words : word}${i % 12}"`, ...Array.from({ length: 9 }, (_, c) => (i * c) % 256)].join();
      const table = Array.from({ length: 96 }, (_, i) => row(i)).join('\n');
      await importFiles(page, { name: `${word}.csv`, buffer: Buffer.from(table) });
      const widthOf = () => page.evaluate(() => document.documentElement.scrollWidth);
      const fits = (width: number = PHONE.viewport.width) =>
        eventually(async () => expect(await widthOf()).toBeLessThanOrEqual(width));
      await page.getByRole('button', { name: 'Use this data' }).waitFor();
      await fits();
      await page.getByRole('button', { name: 'Use this data' }).click();
      await train(page);
      await isDone(page);
      for (const tab of ['Build', 'Train', 'Try']) {
        await page.getByRole('navigation').getByRole('button', { name: tab }).click();
        if (tab === 'Try') await page.getByRole('button', { name: 'Any', exact: true }).click();
        if (tab === 'Try') await page.getByText(/^hard vote/).waitFor();
        await page.setViewportSize({ width: 320, height: 640 }); // 1280 px enlarged four times
        await fits(320);
        await page.setViewportSize(PHONE.viewport);
        await fits();
      }
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      const styleOf = (selector: string) =>
        page.locator(selector).evaluate((shown) => ({ ...getComputedStyle(shown) }));
      expect((await styleOf('.transport')).position).toBe('static'); // not over the page
      expect((await styleOf('body')).backgroundColor).toBe('rgb(255, 255, 255)');
    }));

  it('a drawing is seen in forced colours and on an enlarged page; a link’s own patience is shown; arrows scroll tables', () =>
    useLab({ isSite: true }, async ({ lab: site, open }) => {
      const page = await open(`${site.url}?A=relu,hidden:8&epochs=1&patience=4`, { forcedColors: 'active' });
      expect(await page.getByLabel('stop early').locator('visible=true').inputValue()).toBe('4');
      await page.setViewportSize({ width: 720, height: 450 }); // 1440 px enlarged twice
      await page.getByRole('navigation').getByRole('button', { name: 'Try' }).click();
      const pad = page.locator('#draw');
      expect(await pad.evaluate((pad) => getComputedStyle(pad).backgroundColor)).toBe('rgb(16, 20, 24)'); // strokes are white
      const { y, height } = (await pad.boundingBox())!;
      expect(y + height).toBeLessThan((await page.locator('.transport').boundingBox())!.y);
      await train(page);
      await isDone(page);
      await page.getByRole('button', { name: /^Rewind/ }).click();
      await eventually(async () => expect(await count(page)).toBe('0'));
      await page.getByRole('navigation').getByRole('button', { name: 'Train' }).click();
      await page.getByLabel('List of runs').press('ArrowRight');
      expect(await count(page)).toBe('0');
      expect(await page.getByRole('button', { name: 'Pause' }).count()).toBe(0);
    }));

  it('a network that failed can be trained again, once the reason is gone', () =>
    useLab({}, async ({ lab: own, open }) => {
      const page = await open(own.url.replace('#', '?A=relu,hidden:8&epochs=1#'));
      await page.route(/thread.*\.js/, (route) => route.abort());
      await page.getByText(`${IMAGES} training`).waitFor();
      await train(page);
      await page.getByRole('button', { name: 'Failed', exact: true }).waitFor();
      await page.getByText(/^failed: /).waitFor();
      await page.unroute(/thread.*\.js/);
      await page.getByRole('button', { name: /^Rewind/ }).click();
      await train(page);
      await isDone(page);
    }));

  it('says that mlp-lab was stopped where a part of the page can’t be fetched any longer', () =>
    useLab({}, async ({ lab: own, open }) => {
      const page = await open(own.url.replace('#', '?A=relu&epochs=2#'));
      await page.getByText(`${IMAGES} training`).waitFor();
      own.close();
      await page.getByText('Advanced', { exact: true }).click();
      await page.getByText('mlp-lab was stopped in the terminal, or is of another version by now').waitFor();
    }));

  it('the page of one person is isolated, keeps its key to itself, and lets nobody else in', () =>
    useLab({}, async ({ lab: own, complaints, open }) => {
      const page = await open(own.url.replace('#', '?A=relu&B=relu,dropout:0.1&epochs=10000#'));
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
      expect(page.url()).not.toContain('#'); // the key is not left in the address
      await page.keyboard.press(' '); // plays
      await eventually(async () => expect(Number(await count(page))).toBeGreaterThan(0));
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      await page.keyboard.press('d'); // the canvas comes back into sight
      const draws = () => {
        const pad = document.activeElement!;
        const { top, bottom } = pad.getBoundingClientRect();
        return [pad.id, top >= 0 && bottom <= innerHeight];
      };
      await eventually(async () => expect(await page.evaluate(draws)).toEqual(['draw', true]));
      await page.getByRole('button', { name: 'B: dropout: more' }).click(); // while it trains: another run
      await eventually(async () => expect(page.url()).toContain('dropout:0.2'));
      await page.getByRole('button', { name: /^Open the run/ }).click();
      await eventually(async () => expect(page.url()).toContain('dropout:0.1'));
      await eventually(async () => expect(Number(await count(page))).toBeGreaterThan(0)); // the earlier one is whole
      const reached = await trainAndReload(page);
      expect(reached).toBeGreaterThan(0);
      await eventually(async () => expect(Number(await count(page))).toBeGreaterThanOrEqual(reached)); // nothing is lost
      expect(complaints).toEqual([]); // the Content-Security-Policy has nothing to forbid
      const stranger = await newPage();
      await stranger.goto(new URL(own.url).origin);
      await stranger.getByRole('alert').getByText('This address lacks its key').waitFor();
      await stranger.goto(`${new URL(own.url).origin}/#wrong`);
      await stranger.reload();
      await stranger.getByRole('alert').getByText('another session').waitFor();
      await stranger.close();
    }));
});
