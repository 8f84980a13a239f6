import { constants } from 'node:fs';
import { access, lstat, mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { UmlautError } from '@umlaut/contracts/errors';
import type { LaunchSpec } from '@umlaut/contracts/monitor';
import { longestSocketPath } from './machine-paths.ts';
import { assertPathUsable, assertSocketPathFits } from './usable-path.ts';

/** Account that machines run as, or null for the account of this process. */
type Account = LaunchSpec['runAs'];

export interface UsableFoldersRequest {
  home: string;
  runtimeRoot: string;
  account: Account;
}

/**
 * Checks, when the server starts, that machines can work from this home: the paths survive UML's option
 * syntax, sockets fit, and the machines' account can reach everything. Makes both folders when absent.
 * @throws UmlautError PATH_UNSUPPORTED with `field` "home" or "runtimeRoot" and what to do
 */
export async function prepareFolders({ home, runtimeRoot, account }: UsableFoldersRequest): Promise<void> {
  assertPathUsable(home, 'home');
  assertPathUsable(runtimeRoot, 'runtimeRoot');
  assertSocketPathFits(longestSocketPath(runtimeRoot), 'runtimeRoot');
  // Others may pass through to a machine's own folder, which is private, but not look around.
  const mode = account === null ? 0o700 : 0o711;
  for (const [path, field] of [
    [home, 'home'],
    [runtimeRoot, 'runtimeRoot'],
  ] as const) {
    await mkdir(path, { recursive: true, mode });
    await assertOwned(path, field);
    await assertTraversable(path, account, field);
  }
  await mkdir(join(home, 'machines'), { recursive: true, mode });
}

/** In a shared folder such as /tmp somebody else may have made it first. */
async function assertOwned(path: string, field: string): Promise<void> {
  const info = await lstat(path);
  const uid = process.geteuid?.() ?? 0;
  if (info.isDirectory() && info.uid === uid && (info.mode & 0o022) === 0) return;
  throw new UmlautError('PATH_UNSUPPORTED', `${path} is not a folder that only this account can write to`, {
    field,
    hint: `Remove it, or choose another with ${field === 'home' ? 'UMLAUT_HOME' : 'UMLAUT_RUNTIME_DIR'}`,
  });
}

/**
 * Checks that an account may pass through a folder and all those above it.
 * @throws UmlautError PATH_UNSUPPORTED that names the folder which stops it
 */
export async function assertTraversable(path: string, account: Account, field: string): Promise<void> {
  for (let folder = path; ; folder = dirname(folder)) {
    if (!(await mayPass(folder, account))) {
      const who = account === null ? 'This account' : `The account of the machines (uid ${account.uid})`;
      throw new UmlautError('PATH_UNSUPPORTED', `${who} cannot enter ${folder}`, {
        field,
        hint: `Choose a folder outside it, or allow passing through: chmod o+x ${folder}`,
      });
    }
    if (folder === '/') return;
  }
}

async function mayPass(folder: string, account: Account): Promise<boolean> {
  if (account === null) {
    return access(folder, constants.X_OK).then(
      () => true,
      () => false,
    );
  }
  const info = await stat(folder);
  if (info.uid === account.uid) return (info.mode & 0o100) !== 0;
  if (info.gid === account.gid) return (info.mode & 0o010) !== 0;
  return (info.mode & 0o001) !== 0;
}
