import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { UmlautError } from '@umlaut/contracts/errors';
import { killProcess, waitUntilGone, writeFileAtomic } from '../process/index.ts';
import { isStillMember, memberOf, networkOf, type NamespaceMember } from './namespace-identity.ts';
import { enterWords, NETWORK_ENVIRONMENT, type NamespaceAccount } from './run-inside.ts';

export interface HolderPlace {
  /** $UMLAUT_HOME, where it is written which process it is. */
  home: string;
  /** Of the runtime folder: named on the holder's command line, so that it is known whose it is. */
  runtimeRoot: string;
  runAs: NamespaceAccount;
}

const START_TIMEOUT_MS = 5_000;
const START_POLL_MS = 5;
const GONE_TIMEOUT_MS = 5_000;

/**
 * Finds the process that keeps the network namespace of this home alive, or starts one: detached, as the machines'
 * account, in a user namespace where it is root. It does nothing but live.
 * @param guests processes of machines: should the holder have died, its namespace is still theirs
 * @throws NETWORK_UNAVAILABLE with what unshare(1) said
 */
export async function ensureHolder(
  place: HolderPlace,
  guests: readonly number[],
): Promise<{ member: NamespaceMember; isNew: boolean }> {
  const found = await findHolder(place);
  if (found.alive) return { member: found.member, isNew: false };
  const account = accountOf(place.runAs);
  const inside = guests
    .map((pid) => memberOf(pid, account))
    .find((guest) => guest !== null && guest.net === found.member?.net);
  const member = await startHolder(place, inside ?? null);
  await writeFileAtomic(recordFile(place), JSON.stringify(member), { mode: 0o600 });
  return { member, isNew: inside === undefined };
}

/** The one that is on record, dead or alive. */
export async function findHolder(
  place: HolderPlace,
): Promise<{ alive: true; member: NamespaceMember } | { alive: false; member: NamespaceMember | null }> {
  const member = parseRecord(await readFile(recordFile(place), 'utf8').catch(() => ''));
  if (member === null || !isStillMember(member, accountOf(place.runAs))) return { alive: false, member };
  return { alive: true, member };
}

/** With the last process in it the namespace goes, and every interface in it. */
export async function endHolder(place: HolderPlace): Promise<void> {
  const { alive, member } = await findHolder(place);
  if (alive) {
    killProcess(member, 'SIGKILL');
    await waitUntilGone([member], { timeoutMs: GONE_TIMEOUT_MS });
  }
  await rm(recordFile(place), { force: true });
  await rm(folderOf(place), { recursive: true, force: true });
}

/** Runtime folder of what networks need: of the machines' account. */
export async function makeNetworkFolder(place: HolderPlace): Promise<string> {
  const folder = folderOf(place);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (place.runAs !== null) await chown(folder, place.runAs.uid, place.runAs.gid);
  return folder;
}

async function startHolder(place: HolderPlace, inside: NamespaceMember | null): Promise<NamespaceMember> {
  const file = join(await makeNetworkFolder(place), 'held');
  await writeFile(file, '', { mode: 0o644 });
  // tail(1) waits for a line that never comes; a look each hour where it is not told of changes.
  const idle = ['tail', '--sleep-interval=3600', '--follow', file];
  const { runAs } = place;
  const child = spawn(
    inside === null ? 'unshare' : 'nsenter',
    inside === null
      ? ['--user', '--map-root-user', '--net', '--', ...idle]
      : [...enterWords(inside), ...idle],
    {
      detached: true,
      cwd: '/',
      stdio: ['ignore', 'ignore', 'pipe'],
      env: NETWORK_ENVIRONMENT,
      ...(runAs === null ? {} : { uid: runAs.uid, gid: runAs.gid }),
    },
  );
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const failed = once(child, 'exit').then(
    () => true,
    (error: Error) => ((said = error.message), true),
  );
  try {
    const member = await untilInside(child.pid, accountOf(runAs), inside, failed);
    if (member === null) {
      child.kill('SIGKILL');
      throw unavailable(said.trim());
    }
    return member;
  } finally {
    child.stderr.destroy();
    child.unref();
  }
}

/** Once it has a network of its own, or is in that of the guests, and is the program that stays. */
async function untilInside(
  pid: number | undefined,
  account: number,
  inside: NamespaceMember | null,
  failed: Promise<boolean>,
): Promise<NamespaceMember | null> {
  const own = networkOf(process.pid);
  const deadline = performance.now() + START_TIMEOUT_MS;
  let over = false;
  void failed.then(() => (over = true));
  while (pid !== undefined && !over && performance.now() < deadline) {
    const member = memberOf(pid, account);
    const isThere = member !== null && (inside === null ? member.net !== own : member.net === inside.net);
    if (isThere && (await isIdle(pid))) return member;
    await delay(START_POLL_MS);
  }
  return null;
}

async function isIdle(pid: number): Promise<boolean> {
  return (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).startsWith('tail\0');
}

function unavailable(said: string): UmlautError {
  return new UmlautError(
    'NETWORK_UNAVAILABLE',
    `This host gives Umlaut no network namespace: ${said === '' ? 'it did not come up in time' : said}.`,
    { hint: 'See "./umlaut doctor": user namespaces must be allowed for the account of the machines.' },
  );
}

function parseRecord(text: string): NamespaceMember | null {
  try {
    const { pid, startTime, net } = JSON.parse(text) as Record<string, unknown>;
    if (typeof pid !== 'number' || typeof startTime !== 'string' || typeof net !== 'string') return null;
    return { pid, startTime, net };
  } catch {
    return null;
  }
}

/** Uid of what runs for the machines. */
export function accountOf(runAs: NamespaceAccount): number {
  return runAs?.uid ?? process.getuid?.() ?? 0;
}

function recordFile({ home }: HolderPlace): string {
  return join(home, 'namespace.json');
}

function folderOf({ runtimeRoot }: HolderPlace): string {
  return join(runtimeRoot, 'network');
}
