import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** For tests and measurements alone: what they open is our own. */
export const CHROMIUM_ARGUMENTS: readonly string[] = [
  // Chromium's own sandbox refuses to run as root; the pages are our own.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The browser to test with: `UMLAUT_CHROMIUM`, else the first of the usual names on PATH. */
export function chromiumPath(): string {
  const chosen = process.env['UMLAUT_CHROMIUM'];
  if (chosen !== undefined && chosen !== '') return chosen;
  const folders = (process.env['PATH'] ?? '').split(':').filter((folder) => folder !== '');
  const found = NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) =>
    existsSync(path),
  );
  if (found === undefined) {
    throw new Error('No Chromium was found: apt-get install chromium, or set UMLAUT_CHROMIUM to its path');
  }
  return found;
}
