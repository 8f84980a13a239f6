import { setTimeout as delay } from 'node:timers/promises';
import type { Browser, Page } from '@playwright/test';
import { withDeadline } from '../bench-console.ts';
import type { BenchContext, Benchmark } from '../benchmark.ts';
import { floodBare, openBareXterm, type BareSize } from '../browser/bare-xterm.ts';
import { readBrowserMemory } from '../browser/browser-memory.ts';
import { recordFrames } from '../browser/in-page.ts';
import { interruptToPrompt, loadAtPrompt, LOGIN_ROWS, typeLine } from '../browser/machine-page.ts';
import { openBrowser, openSignedIn } from '../browser/open-browser.ts';
import { growth } from '../growth.ts';
import { Lab } from '../lab.ts';
import { readPrivateMemory } from '../memory.ts';
import type { Row } from '../report.ts';
import { median, percentile } from '../statistics.ts';

const TIMEOUT_MS = 30_000;
/** Few: the page's garbage is collected for each, which costs it a frame. */
const SAMPLES = 12;
/** Bare xterm.js, once before and once after ours. */
const BARE_MS = 3000;
/** After the long flood: the bare side, and keys once without and once within another flood. */
const AFTERWARDS_MS = 12_000;
/** Enough for any one of these. */
const RESERVE_MS = 5000;
const SHORTEST_MS = 5000;
const LONGEST_MS = 60_000;
const SHORT_FLOOD_MS = 1500;
const GOAL_GROWTH_MB = 20;
/** What `yes` prints, as a terminal puts it out, in a piece as large as a WebSocket's frames at most. */
const YES = 'y\r\n'.repeat(20_000);

export const consoleFlood: Benchmark = {
  name: 'console-flood',
  summary:
    '`yes` in a guest with its console open in Chromium: frames, memory, and Ctrl-C, against bare xterm.js',
  goal: 'p95 frame under 34 ms; memory flat (--seconds 90 for a flood of 60 s)',
  run,
};

interface Memory {
  browser: number[];
  server: number[];
  monitor: number[];
}

async function run(context: BenchContext): Promise<Row[]> {
  const limits = { timeoutMs: TIMEOUT_MS, context };
  const lab = context.owned.use(await Lab.open(context));
  const id = await lab.createStarted('flood');
  const browser = await openBrowser(lab, context);
  const page = await openSignedIn(browser, lab);
  await loadAtPrompt(page, lab, id, limits);
  const viewer = await lab.openConsole(id, 'con1');
  const size = await viewer.size();
  await viewer[Symbol.asyncDispose]();
  const bareFrames = await measureBare(browser, size, context);

  const pids = { server: lab.serverPid, monitor: await lab.monitorPid(id) };
  const leftMs = context.endsAt - performance.now() - AFTERWARDS_MS;
  const floodMs = Math.min(LONGEST_MS, Math.max(SHORTEST_MS, leftMs));
  context.say(`a flood of ${(floodMs / 1000).toFixed(0)} s`);
  await page.bringToFront();
  const idleKeys = [await keyWhile(page, 'sleep 1000', 300, context)];
  await startFlood(page);
  const [frames, memory] = await Promise.all([
    withDeadline(
      page.evaluate(recordFrames, { ms: floodMs }),
      { timeoutMs: 2 * floodMs, context },
      () => 'frames',
    ),
    sampleMemory(browser, page, pids, { ms: floodMs, context }),
  ]);
  const floodKeys = [await interruptToPrompt(page, limits)];
  // More of what a single figure stands for, where the host was quick enough to leave the time.
  const hasTime = (): boolean => context.endsAt - performance.now() > RESERVE_MS;
  if (hasTime()) bareFrames.push(...(await measureBare(browser, size, context)));
  await page.bringToFront();
  if (hasTime()) idleKeys.push(await keyWhile(page, 'sleep 1000', 300, context));
  if (hasTime()) floodKeys.push(await keyWhile(page, 'yes', SHORT_FLOOD_MS, context));
  say(context, 'ours', frames);
  say(context, 'bare xterm.js', bareFrames);

  const [value, baseline] = [percentile(frames, 95), percentile(bareFrames, 95)];
  const [key, idleKey] = [median(floodKeys), median(idleKeys)];
  return [
    {
      name: 'console-flood',
      value,
      unit: 'ms (p95 frame)',
      baseline,
      baselineName: 'bare xterm.js, ms',
      ratio: baseline / value,
    },
    growthRow('browser', memory.browser),
    growthRow('server', memory.server),
    growthRow('monitor', memory.monitor),
    {
      name: 'console-flood-keys',
      value: key,
      unit: 'ms from Ctrl-C to the prompt',
      baseline: idleKey,
      baselineName: 'the same without a flood, ms',
      ratio: idleKey / key,
    },
  ];
}

async function startFlood(page: Page): Promise<void> {
  await typeLine(page, 'yes');
  await page.waitForFunction(
    (rows) =>
      [...(document.querySelector(rows)?.children ?? [])].every((row) =>
        /^y?\s*$/.test(row.textContent ?? ''),
      ),
    LOGIN_ROWS,
    { timeout: TIMEOUT_MS },
  );
}

/** Runs the command for a while. @returns milliseconds that Ctrl-C takes then */
async function keyWhile(page: Page, command: string, ms: number, context: BenchContext): Promise<number> {
  if (command === 'yes') await startFlood(page);
  else await typeLine(page, command);
  await delay(ms, undefined, { signal: context.signal });
  return interruptToPrompt(page, { timeoutMs: TIMEOUT_MS, context });
}

async function measureBare(browser: Browser, size: BareSize, context: BenchContext): Promise<number[]> {
  const page = await openBareXterm(browser);
  const flooded = page.evaluate(floodBare, { ms: BARE_MS, text: YES, size });
  const frames = await withDeadline(
    flooded,
    { timeoutMs: TIMEOUT_MS, context },
    () => 'frames of bare xterm.js',
  );
  await page.close();
  return frames;
}

async function sampleMemory(
  browser: Browser,
  page: Page,
  pids: { server: number; monitor: number },
  { ms, context }: { ms: number; context: BenchContext },
): Promise<Memory> {
  const memory: Memory = { browser: [], server: [], monitor: [] };
  const session = await page.context().newCDPSession(page);
  for (let sample = 0; sample < SAMPLES; sample++) {
    await delay(ms / (SAMPLES + 1), undefined, { signal: context.signal });
    memory.browser.push((await readBrowserMemory(browser, session)) / 1e6);
    memory.server.push((await readPrivateMemory(pids.server)) / 1e6);
    memory.monitor.push((await readPrivateMemory(pids.monitor)) / 1e6);
  }
  await session.detach();
  return memory;
}

function growthRow(what: keyof Memory, samples: readonly number[]): Row {
  const value = growth(samples);
  return {
    name: `console-flood-${what}-memory`,
    value,
    unit: 'MB of growth',
    baseline: GOAL_GROWTH_MB,
    baselineName: 'goal, MB',
    ratio: GOAL_GROWTH_MB / Math.max(1, value),
  };
}

function say(context: BenchContext, whose: string, frames: readonly number[]): void {
  const [p50, p95, p99] = [50, 95, 99].map((share) => percentile(frames, share).toFixed(0));
  context.say(`${whose}: ${frames.length} frames, p50 ${p50}, p95 ${p95}, p99 ${p99} ms`);
}
