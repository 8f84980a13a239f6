import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { REPOSITORY } from '@umlaut/testkit';
import { VIEWPORT } from './open-browser.ts';

const HTML = `<!doctype html><style>body{margin:0;background:#000}</style><div id="place"></div>`;

/** What is used of xterm.js in the page, where its bundle is a global. */
interface BareTerminal {
  open(place: HTMLElement): void;
  write(data: Uint8Array, parsed?: () => void): void;
  dispose(): void;
}
interface BareWindow {
  Terminal: new (options: object) => BareTerminal;
}

export interface BareSize {
  cols: number;
  rows: number;
}

/** A page with nothing but xterm.js of the web app's own version. */
export async function openBareXterm(browser: Browser): Promise<Page> {
  const page = await browser.newPage({ viewport: VIEWPORT });
  await loadBareXterm(page);
  return page;
}

/** Loads it afresh, so that nothing is compiled or warm that was not with ours. */
export async function loadBareXterm(page: Page): Promise<void> {
  const bundle = createRequire(join(REPOSITORY, 'apps/web/package.json')).resolve('@xterm/xterm');
  await page.goto('about:blank');
  await page.setContent(HTML);
  await page.addStyleTag({ path: join(dirname(bundle), '../css/xterm.css') });
  await page.addScriptTag({ path: bundle });
}

/** Runs in the page. Writes all bytes at once. @returns milliseconds until the text, their last line, is painted */
export async function replayBare(task: { base64: string; text: string; size: BareSize }): Promise<number> {
  const { Terminal } = globalThis as unknown as BareWindow;
  const bytes = Uint8Array.from(atob(task.base64), (char) => char.charCodeAt(0));
  const open = (): { terminal: BareTerminal; place: HTMLElement } => {
    const place = document.createElement('div');
    document.querySelector('#place')?.replaceChildren(place);
    const terminal = new Terminal({ ...task.size, scrollback: 10_000, lineHeight: 1.15, cursorBlink: true });
    terminal.open(place);
    return { terminal, place };
  };
  // Our page has shown another console before, too.
  const first = open();
  await new Promise<void>((resolve) => first.terminal.write(new Uint8Array([0x24, 0x20]), resolve));
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  first.terminal.dispose();

  const startedAt = performance.now();
  const { terminal, place } = open();
  terminal.write(bytes);
  await new Promise<void>((resolve) => {
    const observer = new MutationObserver(() => {
      if (!(place.querySelector('.xterm-rows')?.textContent?.includes(task.text) ?? false)) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  });
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  const ms = performance.now() - startedAt;
  terminal.dispose();
  return ms;
}

/** Runs in the page. Writes `text` over and over, as fast as it is parsed. @returns milliseconds between frames */
export async function floodBare(task: { ms: number; text: string; size: BareSize }): Promise<number[]> {
  const { Terminal } = globalThis as unknown as BareWindow;
  const place = document.createElement('div');
  document.querySelector('#place')?.replaceChildren(place);
  const terminal = new Terminal({ ...task.size, scrollback: 10_000, lineHeight: 1.15, cursorBlink: true });
  terminal.open(place);
  const bytes = new TextEncoder().encode(task.text);
  const times: number[] = [];
  const startedAt = performance.now();
  let ended = false;
  const writeOn = (): void => {
    if (!ended) terminal.write(bytes, writeOn);
  };
  writeOn();
  await new Promise<void>((resolve) => {
    const onFrame = (): void => {
      const now = performance.now();
      times.push(now);
      if (now - startedAt < task.ms) requestAnimationFrame(onFrame);
      else resolve();
    };
    requestAnimationFrame(onFrame);
  });
  ended = true;
  terminal.dispose();
  return times.slice(1).map((time, index) => time - (times[index] ?? time));
}
