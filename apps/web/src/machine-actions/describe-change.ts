import type { Machine } from '@umlaut/contracts/model';
import { formatMiB } from '../components/format-bytes.ts';

/** What another person changed, a sentence each: "Memory is now 256 MiB (was 128 MiB)." */
export function describeChange(before: Machine, after: Machine): readonly string[] {
  const changes: string[] = [];
  const compare = (label: string, was: string, is: string): void => {
    if (was !== is) changes.push(`${label} is now ${is} (was ${was}).`);
  };
  compare('The name', before.name, after.name);
  compare('Memory', formatMiB(before.memoryMiB), formatMiB(after.memoryMiB));
  compare('The history of the consoles', formatMiB(before.consoleLogMiB), formatMiB(after.consoleLogMiB));
  compare('The kernel', before.kernelVersion ?? before.kernelId, after.kernelVersion ?? after.kernelId);
  if (before.description !== after.description) changes.push('The description is different.');
  return changes;
}
