import type { ITheme, Terminal } from '@xterm/xterm';
import { cellColours } from './cell-colour.ts';

export interface ScreenLook {
  theme: ITheme;
  fontFamily: string;
}

/** Height of a line of text in letters' sizes. */
const LINE_HEIGHT = 1.2;
/** Width of a letter of a monospaced font in letters' sizes; the text is stretched to it. */
const LETTER_WIDTH = 0.6;

/** Draws what a terminal shows into a canvas, as large as it fits, from its upper left corner. */
export function paintScreen(canvas: HTMLCanvasElement, terminal: Terminal, look: ScreenLook): void {
  const context = canvas.getContext('2d', { alpha: false });
  if (context === null) return;
  const { cols, rows } = terminal;
  const size = Math.min(canvas.width / (cols * LETTER_WIDTH), canvas.height / (rows * LINE_HEIGHT));
  const [width, height] = [size * LETTER_WIDTH, size * LINE_HEIGHT];
  context.fillStyle = look.theme.background ?? '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.font = `${size}px ${look.fontFamily}`;
  context.textBaseline = 'middle';

  const { active } = terminal.buffer;
  for (let row = 0; row < rows; row++) {
    const line = active.getLine(active.baseY + row);
    if (line === undefined) continue;
    const y = row * height;
    for (const run of runsOf(line, cols, look.theme)) {
      const x = run.from * width;
      if (run.ground !== null) {
        context.fillStyle = run.ground;
        context.fillRect(x, y, run.cells * width, height);
      }
      if (run.text.trim() === '') continue;
      context.fillStyle = run.colour;
      context.fillText(run.text, x, y + height / 2, run.cells * width);
    }
  }
  context.fillStyle = look.theme.cursor ?? '#888';
  context.globalAlpha = 0.6;
  context.fillRect(active.cursorX * width, active.cursorY * height, width, height);
  context.globalAlpha = 1;
}

interface Run {
  from: number;
  cells: number;
  text: string;
  colour: string;
  ground: string | null;
}

/** Cells of the same colours, as one text each. */
function runsOf(
  line: NonNullable<ReturnType<Terminal['buffer']['active']['getLine']>>,
  cols: number,
  theme: ITheme,
): Run[] {
  const runs: Run[] = [];
  let cell = line.getCell(0);
  for (let x = 0; x < cols; x++) {
    cell = line.getCell(x, cell);
    if (cell === undefined) break;
    if (cell.getWidth() === 0) continue;
    const { text: colour, ground } = cellColours(cell, theme);
    const chars = cell.getChars() || ' ';
    const last = runs.at(-1);
    if (last !== undefined && last.colour === colour && last.ground === ground) {
      last.text += chars;
      last.cells += cell.getWidth();
    } else {
      runs.push({ from: x, cells: cell.getWidth(), text: chars, colour, ground });
    }
  }
  return runs;
}
