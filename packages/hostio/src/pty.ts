import { addon } from './addon.ts';

export interface Pty {
  /** Descriptor of the master: close-on-exec, non-blocking, owned by the caller. */
  master: number;
  /** Slave device, e.g. `/dev/pts/7`; open it with `O_NOCTTY`. */
  path: string;
}

/** Opens a pty pair with its window size already set; pty(7). Nobody's controlling terminal. */
export function openPty(cols: number, rows: number): Pty {
  return addon().openPty(cols, rows);
}

/** Sets the window size (TIOCSWINSZ on the master); the slave's foreground group gets SIGWINCH. */
export function resizePty(master: number, cols: number, rows: number): void {
  addon().resizePty(master, cols, rows);
}
