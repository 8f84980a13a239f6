import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { UnicodeGraphemesAddon } from '@xterm/addon-unicode-graphemes';
import { Terminal, type ITheme } from '@xterm/xterm';
import { syncScrollOnceAFrame } from './scroll-sync.ts';
import { shareWidths } from './shared-widths.ts';
import { skipIdleSelectionRedraws } from './selection-redraws.ts';
import { terminalLinks } from './terminal-links.ts';

export interface TerminalAppearance {
  theme: ITheme;
  fontSize: number;
  fontFamily: string;
  renderer: 'dom' | 'webgl';
  screenReader: boolean;
  ligatures: boolean;
  /** Sixel and iTerm's, drawn among the text. */
  images: boolean;
  cursor: 'block' | 'bar' | 'underline';
}

export interface TerminalParts {
  terminal: Terminal;
  fit: FitAddon;
  search: SearchAddon;
}

const SCROLLBACK_LINES = 10_000;
const MAX_HIGHLIGHTS = 2000;

/** An xterm.js terminal with all that a console uses, opened in `place`. Refuses input until told otherwise. */
export function createTerminal(place: HTMLElement, appearance: TerminalAppearance): TerminalParts {
  const links = terminalLinks(place);
  const terminal = new Terminal({
    allowProposedApi: true,
    scrollback: SCROLLBACK_LINES,
    cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    cursorInactiveStyle: 'outline',
    lineHeight: 1.15,
    minimumContrastRatio: 4.5,
    disableStdin: true,
    linkHandler: links.handler,
    ...terminalOptions(appearance),
  });
  const fit = new FitAddon();
  const search = new SearchAddon({ highlightLimit: MAX_HIGHLIGHTS });
  for (const addon of [fit, search, links.addon, new UnicodeGraphemesAddon()]) terminal.loadAddon(addon);
  terminal.open(place);
  skipIdleSelectionRedraws(terminal);
  syncScrollOnceAFrame(terminal);
  shareWidths(terminal);
  return { terminal, fit, search };
}

/** The options that follow the page's settings. */
export function terminalOptions(appearance: TerminalAppearance): Terminal['options'] {
  return {
    theme: appearance.theme,
    fontSize: appearance.fontSize,
    fontFamily: appearance.fontFamily,
    screenReaderMode: appearance.screenReader,
    cursorStyle: appearance.cursor,
  };
}
