import type { WebglAddon } from '@xterm/addon-webgl';
import type { Terminal } from '@xterm/xterm';

/**
 * Draws with the DOM unless WebGL is asked for. WebGL is loaded on demand and given up for the DOM when it
 * cannot start or when the browser takes its context away.
 */
export class RendererChoice {
  readonly #terminal: Terminal;
  #wanted: 'dom' | 'webgl' = 'dom';
  #webgl: WebglAddon | null = null;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  use(renderer: 'dom' | 'webgl'): void {
    if (renderer === this.#wanted) return;
    this.#wanted = renderer;
    if (renderer === 'dom') this.#stop();
    else void this.#start();
  }

  dispose(): void {
    this.#wanted = 'dom';
    this.#stop();
  }

  async #start(): Promise<void> {
    try {
      const { WebglAddon } = await import('@xterm/addon-webgl');
      if (this.#wanted !== 'webgl') return;
      const addon = new WebglAddon();
      addon.onContextLoss(() => this.#stop());
      this.#terminal.loadAddon(addon);
      this.#webgl = addon;
    } catch {
      // No WebGL here: the DOM renderer is still in place.
      this.#stop();
    }
  }

  #stop(): void {
    this.#webgl?.dispose();
    this.#webgl = null;
  }
}
