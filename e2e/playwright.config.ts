import { join } from 'node:path';
import { defineConfig } from '@playwright/test';
import { CHROMIUM_ARGUMENTS, chromiumPath } from '@umlaut/testkit';

const ROOT = join(import.meta.dirname, '..');
const results = process.env['E2E_RESULTS'];

export default defineConfig({
  testDir: 'src/specs',
  outputDir: join(ROOT, '.cache/e2e'),
  // One browser and the machines of one test at a time: what is measured is Umlaut, not the host's patience.
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env['CI'] !== undefined,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 45_000 },
  reporter: [['list'], ...(results === undefined ? [] : [['json', { outputFile: results }] as const])],
  use: {
    viewport: { width: 1440, height: 900 },
    // Pictures and copies of the page at every step would take the host's time from what is tested.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    screenshot: 'only-on-failure',
    actionTimeout: 45_000,
    navigationTimeout: 45_000,
    launchOptions: {
      executablePath: chromiumPath(),
      args: [...CHROMIUM_ARGUMENTS],
    },
  },
});
