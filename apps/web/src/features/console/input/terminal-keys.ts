export type PaneDirection = 'left' | 'right' | 'up' | 'down';

/** What a key does to the console itself instead of being typed into the guest. */
export type ConsoleCommand =
  | 'find'
  | 'copy'
  /** Left to the browser, whose own paste event follows. */
  | 'browser'
  | 'leave'
  /** To the oldest line that the terminal holds, and back to the newest. */
  | 'top'
  | 'bottom'
  | 'larger'
  | 'smaller'
  | 'standard-size'
  | PaneDirection;

export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey'>;

export interface KeyContext {
  /** A full-screen program runs. */
  fullScreen: boolean;
  /** Other consoles stand beside this one. */
  panes: boolean;
}

const DIRECTIONS = new Map<string, PaneDirection>([
  ['arrowleft', 'left'],
  ['arrowright', 'right'],
  ['arrowup', 'up'],
  ['arrowdown', 'down'],
]);

/**
 * Which console command a key press is, or null for a key of the guest. Plain Ctrl-F opens the search only
 * at a shell: full-screen programs (vi, less) page with it.
 */
export function consoleCommand(press: KeyPress, context: KeyContext): ConsoleCommand | null {
  const { code, ctrlKey, shiftKey, altKey, metaKey } = press;
  const key = press.key.toLowerCase();
  if (altKey) return null;
  if (metaKey && !ctrlKey) {
    if (key === 'f') return 'find';
    return sizeCommand(key) ?? (key === 'k' ? 'browser' : null);
  }
  if (!ctrlKey || metaKey) return null;
  if (shiftKey && code === 'Period') return 'leave';
  if (shiftKey && context.panes && DIRECTIONS.has(key)) return DIRECTIONS.get(key) ?? null;
  if (shiftKey && key === 'home') return 'top';
  if (shiftKey && key === 'end') return 'bottom';
  if (shiftKey && key === 'f') return 'find';
  if (shiftKey && key === 'c') return 'copy';
  if (shiftKey && key === 'v') return 'browser';
  if (!shiftKey && key === 'f' && !context.fullScreen) return 'find';
  return sizeCommand(key);
}

function sizeCommand(key: string): ConsoleCommand | null {
  if (key === '+' || key === '=') return 'larger';
  if (key === '-') return 'smaller';
  if (key === '0') return 'standard-size';
  return null;
}

/**
 * The control character of a key, for the on-screen Ctrl key: `c` gives 0x03, `[` gives Escape. Characters
 * that have none come back as they are.
 */
export function withControl(data: string): string {
  if (!/^[@-_a-z?]$/.test(data)) return data;
  if (data === '?') return '\u007F';
  return String.fromCharCode(data.toUpperCase().charCodeAt(0) & 0x1f);
}
