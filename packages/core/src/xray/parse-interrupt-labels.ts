import { lines } from './figures.ts';
import { oneLine } from './reply-text.ts';

/**
 * What each interrupt is for, by number, out of /proc/interrupts: `  2:   82     SIGIO      ubd`, with one count
 * per processor and the chip before the label. Pure.
 */
export function parseInterruptLabels(text: string): Map<number, string> {
  const labels = new Map<number, string>();
  for (const line of lines(text, 300)) {
    const [, number, label] = /^ *(\d{1,4}):(?: +\d+)+ +(\S.*)$/.exec(line) ?? [];
    if (number === undefined || label === undefined) continue;
    labels.set(Number(number), oneLine(label.replaceAll(/\s+/g, ' '), 64));
  }
  return labels;
}
