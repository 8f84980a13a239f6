/** Colour themes of terminals; components/terminal/theme-list.ts has the colours. */
export const TERMINAL_THEME_IDS = [
  'umlaut',
  'contrast',
  'linux',
  'solarized-dark',
  'solarized-light',
  'gruvbox',
  'dracula',
  'nord',
  'one-dark',
  'github-light',
] as const;
export type TerminalThemeId = (typeof TERMINAL_THEME_IDS)[number];
