import type { Terminal } from '@xterm/xterm';

/**
 * Copies what is selected. Over plain HTTP to another host browsers offer no clipboard; there the old
 * command, which the terminal answers with its selection, still works.
 */
export async function copySelection(terminal: Terminal): Promise<void> {
  const text = terminal.getSelection();
  if (text === '') return;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    terminal.focus();
    document.execCommand('copy');
  }
}
