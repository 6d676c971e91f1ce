// Finds a Chromium: by CHROMIUM_PATH, where playwright installs one, or among the programs of this machine.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { MlpLabError } from '@mlp-lab/core';
import type { BrowserType } from 'playwright-core';

const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const APPLICATIONS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * @param chromium playwright's.
 * @throws MlpLabError `unavailable`; the message says how to install one.
 */
export function findChromium(chromium: BrowserType, { CHROMIUM_PATH, PATH = '' } = process.env): string {
  if (CHROMIUM_PATH) {
    if (existsSync(CHROMIUM_PATH)) return CHROMIUM_PATH;
    throw new MlpLabError('unavailable', `CHROMIUM_PATH: expected the path of a Chromium, received ${CHROMIUM_PATH}`);
  }
  const folders = PATH.split(delimiter).filter(Boolean);
  const programs = PROGRAMS.flatMap((name) => folders.map((folder) => join(folder, name)));
  const found = [chromium.executablePath(), ...programs, ...APPLICATIONS].find((path) => path && existsSync(path));
  if (found) return found;
  throw new MlpLabError(
    'unavailable',
    "no Chromium was found: install one (`npx playwright install chromium`, or your system's package chromium), or set " +
      'CHROMIUM_PATH to the path of one; with --open, your own browser trains',
  );
}
