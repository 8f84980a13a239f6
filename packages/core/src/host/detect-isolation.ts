import { access } from 'node:fs/promises';
import { isUmlautError } from '@umlaut/contracts/errors';
import type { Isolation } from '@umlaut/contracts/model';
import { runCommand } from '../process/index.ts';
import { accountName, switchTo, type RunAs } from './account.ts';
import { readNumber } from './read-text.ts';
import { explainSandboxFailure, type NamespaceFacts } from './sandbox-failure.ts';

export interface DetectIsolationOptions {
  runAs: RunAs;
  /** Do not trust an earlier result: somebody may have followed the remedy. */
  refresh?: boolean | undefined;
}

/** The kinds of namespace and mount that a machine's sandbox has; see machine/sandbox-arguments.ts. */
const TRIAL = [
  ['--unshare-user', '--unshare-pid', '--unshare-ipc', '--unshare-uts', '--unshare-cgroup-try'],
  ['--die-with-parent', '--cap-drop', 'ALL'],
  ['--ro-bind', '/usr', '/usr', '--symlink', 'usr/lib', '/lib', '--symlink', 'usr/lib64', '/lib64'],
  ['--proc', '/proc', '--dev', '/dev', '--size', '1048576', '--tmpfs', '/dev/shm', '--tmpfs', '/tmp'],
  ['--remount-ro', '/dev', '--remount-ro', '/', '--chdir', '/', '--', '/usr/bin/true'],
].flat();

const TRIAL_TIMEOUT_MS = 10_000;

/** By account: what bubblewrap may do depends on who asks. */
const known = new Map<string, Promise<Isolation>>();

/** Tries bubblewrap for real, once, as the account that machines run as. */
export async function detectIsolation({
  runAs,
  refresh = false,
}: DetectIsolationOptions): Promise<Isolation> {
  const key = accountName(runAs);
  const earlier = refresh ? undefined : known.get(key);
  if (earlier !== undefined) return earlier;
  const detection = detect(runAs);
  known.set(key, detection);
  detection.catch(() => known.delete(key));
  return detection;
}

async function detect(runAs: RunAs): Promise<Isolation> {
  const user = accountName(runAs);
  const trial = await tryBubblewrap(runAs);
  if (trial.works) return { kind: 'bubblewrap', user, limitation: null, remedy: null };
  const { limitation, remedy } = explainSandboxFailure(await namespaceFacts(trial));
  return {
    kind: 'plain',
    user,
    limitation: `${limitation}, so whoever breaks out of a guest can do all that the account ${user} can`,
    remedy,
  };
}

type Trial = { works: true } | { works: false; isInstalled: boolean; stderr: string };

async function tryBubblewrap(runAs: RunAs): Promise<Trial> {
  try {
    const result = await runCommand('bwrap', TRIAL, {
      timeoutMs: TRIAL_TIMEOUT_MS,
      env: { PATH: '/usr/bin:/bin' },
      runAs: switchTo(runAs),
      cwd: '/',
    });
    return result.code === 0 ? { works: true } : { works: false, isInstalled: true, stderr: result.stderr };
  } catch (error) {
    if (!isUmlautError(error)) throw error;
    return { works: false, isInstalled: error.details?.['reason'] !== 'ENOENT', stderr: error.message };
  }
}

async function namespaceFacts(trial: { isInstalled: boolean; stderr: string }): Promise<NamespaceFacts> {
  return {
    isInstalled: trial.isInstalled,
    stderr: trial.stderr,
    unprivilegedClone: await readNumber('/proc/sys/kernel/unprivileged_userns_clone'),
    maxUserNamespaces: await readNumber('/proc/sys/user/max_user_namespaces'),
    appArmorRestriction: await readNumber('/proc/sys/kernel/apparmor_restrict_unprivileged_userns'),
    isContainer: await isContainer(),
  };
}

/** Docker and podman leave these files. */
export async function isContainer(): Promise<boolean> {
  const marks = ['/.dockerenv', '/run/.containerenv'].map(async (path) =>
    access(path).then(
      () => true,
      () => false,
    ),
  );
  return (await Promise.all(marks)).includes(true);
}
