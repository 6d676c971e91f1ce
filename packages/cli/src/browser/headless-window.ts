// A Chromium that shows no window, for machines without a screen.
import { MlpLabError } from '@mlp-lab/core';
import { onDemand } from '../on-demand';
import type { BrowserWindow, WindowEvents } from './browser-window';
import { findChromium } from './find-chromium';

const ARGUMENTS = [
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  // WebGL and WebGPU in software: a headless browser may have no graphics card.
  '--enable-unsafe-swiftshader',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
];

/** @throws MlpLabError `unavailable` if there is no Chromium or playwright-core, or it can't start. */
export async function openHeadlessWindow(url: string, { onLost, onCrash }: WindowEvents): Promise<BrowserWindow> {
  const { chromium } = await onDemand(
    'a headless Chromium',
    ['playwright-core'],
    'train in your own browser: --open',
    () => import('playwright-core'),
  );
  const executablePath = findChromium(chromium);
  const browser = await chromium
    .launch({ executablePath, args: ARGUMENTS, handleSIGINT: false, handleSIGTERM: false })
    .catch((cause: Error) => {
      const [reason] = cause.message.split('\n');
      throw new MlpLabError('unavailable', `${executablePath} can't be started: ${reason}`, { cause });
    });
  const lose = (event: string) => onLost(new MlpLabError('unavailable', `${event} before training was done`));
  browser.on('disconnected', () => lose('the browser was closed'));
  const openPage = async (): Promise<void> => {
    const page = await browser.newPage();
    const loseIt = () => lose('the page that trained was closed');
    page.on('close', loseIt);
    page.on('crash', () => {
      page.off('close', loseIt);
      onCrash();
      openPage().catch(() => lose('the page that trained crashed'));
      void page.close().catch(() => {});
    });
    await page.goto(url);
  };
  await openPage();
  return { close: () => browser.close() };
}
