import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test';

/** Nobody answers there but the routes below. */
const ORIGIN = 'http://asciinema.test';
const PLAYER = import.meta.resolve('asciinema-player/dist/bundle/asciinema-player.min.js');
const STYLE = import.meta.resolve('asciinema-player/dist/bundle/asciinema-player.css');
/** Hours of rest in a recording take no time, and what was typed within seconds is played within one. */
const OPTIONS = { autoPlay: true, idleTimeLimit: 0.5, speed: 8 };
const PAGE = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>A recording</title>
<link rel="stylesheet" href="/player.css">
<body><div id="player"></div>
<script src="/player.js"></script>
<script>
  const player = AsciinemaPlayer.create('/recording.cast', document.getElementById('player'), ${JSON.stringify(OPTIONS)});
  player.addEventListener('ended', () => { document.body.dataset.state = 'ended'; });
</script></body></html>`;

/** asciinema's own player, on a page that has nothing of Umlaut. */
export class AsciinemaPage implements AsyncDisposable {
  readonly page: Page;
  readonly #context: BrowserContext;

  private constructor(context: BrowserContext, page: Page) {
    this.#context = context;
    this.page = page;
  }

  /** Plays a recording. */
  static async play(browser: Browser, cast: string): Promise<AsciinemaPage> {
    const context = await browser.newContext({ baseURL: ORIGIN });
    const page = await context.newPage();
    const [script, style] = await Promise.all([read(PLAYER), read(STYLE)]);
    const files = new Map([
      ['/', { contentType: 'text/html', body: PAGE }],
      ['/player.js', { contentType: 'text/javascript', body: script }],
      ['/player.css', { contentType: 'text/css', body: style }],
      ['/recording.cast', { contentType: 'application/x-asciicast', body: cast }],
    ]);
    await context.route(`${ORIGIN}/**`, async (route) => {
      const file = files.get(new URL(route.request().url()).pathname);
      await route.fulfill(file ?? { status: 404 });
    });
    await page.goto('/');
    return new AsciinemaPage(context, page);
  }

  /** Waits until it was played to its end; the lines that then stand in its terminal. */
  async lastScreen(): Promise<string[]> {
    await expect(this.page.locator('body[data-state=ended]')).toBeAttached();
    const lines = await this.page.locator('.ap-term .ap-line').allTextContents();
    return lines.map((line) => line.replaceAll('\u00A0', ' ').trimEnd());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#context.close();
  }
}

async function read(url: string): Promise<string> {
  return readFile(fileURLToPath(url), 'utf8');
}
