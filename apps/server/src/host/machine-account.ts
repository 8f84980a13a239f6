import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { UmlautError } from '@umlaut/contracts/errors';
import type { LaunchSpec } from '@umlaut/contracts/monitor';

/** System user that machines run as when the server is root: UML never runs as root. */
const ACCOUNT = 'umlaut';
const USERADD = `useradd --system --user-group --no-create-home --shell /usr/sbin/nologin ${ACCOUNT}`;

export interface MachineAccount {
  readonly name: string;
  /** What to drop to, or null to stay. */
  readonly runAs: LaunchSpec['runAs'];
}

/**
 * The account that machines of this server run as: its own, unless it is root.
 * @throws HOST_UNSUPPORTED with the command that makes the account.
 */
export async function findMachineAccount(passwdPath = '/etc/passwd'): Promise<MachineAccount> {
  if (process.geteuid?.() !== 0) return { name: userInfo().username, runAs: null };
  const account = parsePasswd(await readFile(passwdPath, 'utf8'), ACCOUNT);
  if (account !== null && account.uid !== 0) return { name: ACCOUNT, runAs: account };
  throw new UmlautError(
    'HOST_UNSUPPORTED',
    `Umlaut runs as root, but machines never do: the system user "${ACCOUNT}" is missing.`,
    { hint: `Make it: ${USERADD}` },
  );
}

/** One account of passwd(5), or null. */
export function parsePasswd(text: string, name: string): { uid: number; gid: number } | null {
  for (const line of text.split('\n')) {
    const [user, , uid, gid] = line.split(':');
    if (user === name && /^\d+$/.test(uid ?? '') && /^\d+$/.test(gid ?? '')) {
      return { uid: Number(uid), gid: Number(gid) };
    }
  }
  return null;
}
