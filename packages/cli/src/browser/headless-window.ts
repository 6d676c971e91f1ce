// A Chromium without a window, for machines without a screen.
import { MlpLabError } from '@mlp-lab/core';
import { chromium } from 'playwright-core';
import { findChromium } from './find-chromium';
import type { BrowserWindow } from './open-window';

const ARGUMENTS = [
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  // WebGL and WebGPU in software: a window that is not shown has no graphics card.
  '--enable-unsafe-swiftshader',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
];

/** @throws MlpLabError `unavailable` where there is none, or it can't start. */
export async function openHeadlessWindow(url: string, onEnd: (error: Error) => void): Promise<BrowserWindow> {
  const executablePath = findChromium();
  const browser = await chromium
    .launch({ executablePath, args: ARGUMENTS, handleSIGINT: false, handleSIGTERM: false })
    .catch((cause: Error) => {
      const [reason] = cause.message.split('\n');
      throw new MlpLabError('unavailable', `${executablePath} can't be started: ${reason}`, { cause });
    });
  const ended = (what: string) => onEnd(new MlpLabError('unavailable', `${what} before it was done`));
  browser.on('disconnected', () => ended('the browser ended'));
  const page = await browser.newPage();
  page.on('crash', () => ended('the page that trained crashed'));
  page.on('close', () => ended('the page that trained was closed'));
  await page.goto(url);
  return { close: () => browser.close() };
}
