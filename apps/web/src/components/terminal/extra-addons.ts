import type { ITerminalAddon, Terminal } from '@xterm/xterm';
import { sixelDecoder } from './sixel-decoder.ts';

/** A guest's picture may have this many pixels, and all of one terminal this many megabytes. */
const IMAGE_PIXELS = 8_000_000;
const IMAGES_MB = 32;

type Extra = 'ligatures' | 'images';

const LOADERS: Readonly<Record<Extra, () => Promise<ITerminalAddon>>> = {
  ligatures: async () => {
    const { LigaturesAddon } = await import('@xterm/addon-ligatures');
    // Programmers' fonts have theirs under either of these; console text is without both by the style sheet.
    return new LigaturesAddon({ fontFeatureSettings: '"calt" on, "liga" on' });
  },
  images: async () => {
    const { ImageAddon } = await import('@xterm/addon-image');
    return new ImageAddon({ pixelLimit: IMAGE_PIXELS, storageLimit: IMAGES_MB, enableSizeReports: false });
  },
};

/** Addons that a person asks for, loaded when one does. One that fails to load leaves the terminal as it was. */
export class ExtraAddons {
  readonly #terminal: Terminal;
  readonly #wanted = new Set<Extra>();
  readonly #loaded = new Map<Extra, ITerminalAddon>();
  #imagesReady: Promise<void> | null = null;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /**
   * Settles when pictures are drawn, or will not be; null when nobody wants them. What the terminal parses before has
   * none: ligatures and all other addons change what is drawn at any time, but a picture is read only once.
   */
  get imagesReady(): Promise<void> | null {
    return this.#imagesReady;
  }

  use(wanted: Readonly<Record<Extra, boolean>>): void {
    for (const extra of ['ligatures', 'images'] as const) {
      if (wanted[extra] === this.#wanted.has(extra)) continue;
      if (wanted[extra]) {
        this.#wanted.add(extra);
        const ready = this.#load(extra);
        if (extra === 'images') this.#imagesReady = ready;
      } else {
        this.#wanted.delete(extra);
        this.#loaded.get(extra)?.dispose();
        this.#loaded.delete(extra);
        if (extra === 'images') this.#imagesReady = null;
      }
    }
  }

  dispose(): void {
    this.use({ ligatures: false, images: false });
  }

  async #load(extra: Extra): Promise<void> {
    try {
      const addon = await LOADERS[extra]();
      if (!this.#wanted.has(extra) || this.#loaded.has(extra)) return;
      this.#terminal.loadAddon(addon);
      this.#loaded.set(extra, addon);
      if (extra === 'images') await sixelDecoder(addon);
    } catch {
      // The browser lacks what it needs, or the file did not come: the text is there all the same.
      this.#wanted.delete(extra);
    }
  }
}
