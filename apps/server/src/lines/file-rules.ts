import { UmlautError } from '@umlaut/contracts/errors';
import type { MachineLine } from '@umlaut/contracts/model';

/**
 * A file that a line leads to is written to blindly: never one of ours, such as a disk.
 * @throws UmlautError INVALID_INPUT
 */
export function assertFilesElsewhere(lines: readonly MachineLine[], home: string): void {
  const at = lines.findIndex(
    ({ channel }) => channel.kind === 'fd' && `${channel.path}/`.startsWith(`${home}/`),
  );
  if (at === -1) return;
  throw new UmlautError('INVALID_INPUT', `${lines[at]?.name}: A file in ${home} would be spoiled.`, {
    field: `lines.${at}.channel.path`,
    hint: "Choose a file outside of Umlaut's own folder.",
  });
}
