import type { IBufferCell, ITheme } from '@xterm/xterm';
import { ANSI_COLOURS } from '../../../components/terminal/terminal-theme.ts';

const CUBE = [0, 95, 135, 175, 215, 255];

/** Colours of a cell as CSS; no background: the screen's. Bold text in a dim colour is bright, as in xterm. */
export function cellColours(cell: IBufferCell, theme: ITheme): { text: string; ground: string | null } {
  const own = cell.isFgDefault() ? null : textColour(cell, theme);
  const ground = cell.isBgDefault()
    ? null
    : cell.isBgRGB()
      ? rgb(cell.getBgColor())
      : palette(cell.getBgColor(), theme);
  const [foreground = '#000', background = '#fff'] = [theme.foreground, theme.background];
  if (cell.isInverse() !== 0) return { text: ground ?? background, ground: own ?? foreground };
  return { text: own ?? foreground, ground };
}

function textColour(cell: IBufferCell, theme: ITheme): string {
  const value = cell.getFgColor();
  if (cell.isFgRGB()) return rgb(value);
  return palette(cell.isBold() !== 0 && value < 8 ? value + 8 : value, theme);
}

function rgb(value: number): string {
  return `#${value.toString(16).padStart(6, '0')}`;
}

/** One of the 256: those with names, a cube of 216, greys. */
function palette(value: number, theme: ITheme): string {
  const name = ANSI_COLOURS[value];
  if (name !== undefined) return theme[name] ?? '#888';
  if (value >= 232) {
    const grey = 8 + (value - 232) * 10;
    return `rgb(${grey},${grey},${grey})`;
  }
  const step = value - 16;
  const part = (size: number): number => CUBE[Math.floor(step / size) % 6] ?? 0;
  return `rgb(${part(36)},${part(6)},${part(1)})`;
}
