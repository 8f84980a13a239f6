import { expect, it } from 'vitest';
import { TERMINAL_THEMES } from './terminal-theme.ts';

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const hues = ['red', 'green', 'yellow', 'blue', 'magenta', 'cyan'] as const;
const bright = [
  'brightRed',
  'brightGreen',
  'brightYellow',
  'brightBlue',
  'brightMagenta',
  'brightCyan',
] as const;

it.each(['light', 'dark'] as const)('has readable colours on the %s background', (scheme) => {
  const theme = TERMINAL_THEMES[scheme];
  const background = theme.background ?? '';
  for (const name of ['foreground', 'white', 'brightBlack', ...hues, ...bright] as const) {
    expect([name, contrast(theme[name] ?? '', background) >= 4.5]).toEqual([name, true]);
  }
});

it.each(['light', 'dark'] as const)('keeps selected text readable in the %s scheme', (scheme) => {
  const theme = TERMINAL_THEMES[scheme];
  expect(contrast(theme.foreground ?? '', theme.selectionBackground ?? '')).toBeGreaterThan(4.5);
});
