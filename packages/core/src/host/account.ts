import { userInfo } from 'node:os';
import { getuid } from 'node:process';

/** The account that machines run as when the server is root; null: as whoever the server is. */
export type RunAs = { uid: number; gid: number; name: string } | null;

/** For runCommand: root changes to the account, anybody else is it already. */
export function switchTo(runAs: RunAs): { uid: number; gid: number } | null {
  return getuid?.() === 0 ? runAs : null;
}

/** Name of the account that machines run as. */
export function accountName(runAs: RunAs): string {
  return runAs?.name ?? userInfo().username;
}
