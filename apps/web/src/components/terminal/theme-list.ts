import type { ITheme } from '@xterm/xterm';
import type { TerminalThemeId } from '../../lib/terminal-theme-ids.ts';
import { ANSI_COLOURS, TERMINAL_THEMES, type ColorScheme } from './terminal-theme.ts';

interface NamedTheme {
  label: string;
  theme: ITheme;
}

/** Those with colours of their own, whatever the page's scheme; `umlaut` follows it. */
const FIXED: Readonly<Record<Exclude<TerminalThemeId, 'umlaut'>, NamedTheme>> = {
  contrast: named('High contrast', '#000000 #ffffff', [
    '#000000 #ff6b6b #5fff5f #ffff5f #9db8ff #ff9dff #5fffff #ffffff',
    '#b0b0b0 #ff9b9b #9bff9b #ffff9b #c3d3ff #ffc3ff #9bffff #ffffff',
  ]),
  linux: named('Linux console', '#000000 #aaaaaa', [
    '#000000 #aa0000 #00aa00 #aa5500 #0000aa #aa00aa #00aaaa #aaaaaa',
    '#555555 #ff5555 #55ff55 #ffff55 #5555ff #ff55ff #55ffff #ffffff',
  ]),
  'solarized-dark': named('Solarized dark', '#002b36 #839496', [
    '#073642 #dc322f #859900 #b58900 #268bd2 #d33682 #2aa198 #eee8d5',
    '#586e75 #cb4b16 #93a1a1 #657b83 #839496 #6c71c4 #93a1a1 #fdf6e3',
  ]),
  'solarized-light': named('Solarized light', '#fdf6e3 #586e75', [
    '#073642 #dc322f #859900 #b58900 #268bd2 #d33682 #2aa198 #93a1a1',
    '#002b36 #cb4b16 #586e75 #657b83 #839496 #6c71c4 #586e75 #586e75',
  ]),
  gruvbox: named('Gruvbox', '#282828 #ebdbb2', [
    '#3c3836 #cc241d #98971a #d79921 #458588 #b16286 #689d6a #a89984',
    '#928374 #fb4934 #b8bb26 #fabd2f #83a598 #d3869b #8ec07c #ebdbb2',
  ]),
  dracula: named('Dracula', '#282a36 #f8f8f2', [
    '#21222c #ff5555 #50fa7b #f1fa8c #bd93f9 #ff79c6 #8be9fd #f8f8f2',
    '#6272a4 #ff6e6e #69ff94 #ffffa5 #d6acff #ff92df #a4ffff #ffffff',
  ]),
  nord: named('Nord', '#2e3440 #d8dee9', [
    '#3b4252 #bf616a #a3be8c #ebcb8b #81a1c1 #b48ead #88c0d0 #e5e9f0',
    '#4c566a #bf616a #a3be8c #ebcb8b #81a1c1 #b48ead #8fbcbb #eceff4',
  ]),
  'one-dark': named('One dark', '#282c34 #abb2bf', [
    '#3f4451 #e06c75 #98c379 #e5c07b #61afef #c678dd #56b6c2 #abb2bf',
    '#7f848e #ef7a84 #a5d189 #f0cb87 #6fbdfb #d58bea #64c4d0 #ffffff',
  ]),
  'github-light': named('GitHub light', '#ffffff #24292f', [
    '#24292f #cf222e #116329 #4d2d00 #0969da #8250df #1b7c83 #6e7781',
    '#57606a #a40e26 #1a7f37 #633c01 #218bff #a475f9 #3192aa #8c959f',
  ]),
};

/** Colours of a theme, in the page's scheme where it follows that. */
export function terminalTheme(id: TerminalThemeId, scheme: ColorScheme): ITheme {
  return id === 'umlaut' ? TERMINAL_THEMES[scheme] : FIXED[id].theme;
}

export function terminalThemeLabel(id: TerminalThemeId): string {
  return id === 'umlaut' ? 'Umlaut' : FIXED[id].label;
}

/** @param pair background and foreground; @param rows the eight normal colours, and the eight bright ones */
function named(label: string, pair: string, rows: readonly string[]): NamedTheme {
  const [background = '#000', foreground = '#fff'] = pair.split(' ');
  const colours = rows.join(' ').split(' ');
  return {
    label,
    theme: {
      background,
      foreground,
      cursor: foreground,
      cursorAccent: background,
      selectionBackground: `${foreground}44`,
      selectionInactiveBackground: `${foreground}22`,
      scrollbarSliderBackground: `${foreground}24`,
      scrollbarSliderHoverBackground: `${foreground}3d`,
      scrollbarSliderActiveBackground: `${foreground}52`,
      ...Object.fromEntries(ANSI_COLOURS.map((name, index) => [name, colours[index]])),
    },
  };
}
