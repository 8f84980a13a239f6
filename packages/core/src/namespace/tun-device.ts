import { createHash } from 'node:crypto';
import { chmod, chown, lstat, mkdir, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { UmlautError } from '@umlaut/contracts/errors';
import { runCommand } from '../process/index.ts';
import type { NamespaceAccount } from './run-inside.ts';

/** What opens taps. */
export interface TunDevice {
  path: string;
  /** Made by Umlaut, for the machines' account alone. */
  isOwn: boolean;
}

const PUBLIC = '/dev/net/tun';
const FOLDER = '/dev/umlaut';
/** Documentation/admin-guide/devices.txt of the kernel. */
const MAJOR = 10;
const MINOR = 200;
const TIMEOUT_MS = 5_000;

/**
 * A device of taps that the machines' account may open: the host's own, which has mode 0666 nearly everywhere, or one
 * that root makes for that account. Opening it gives no power: a tap is made, or taken, by the rights over a network
 * namespace.
 * @throws NETWORK_UNAVAILABLE when there is none, with what to do
 */
export async function findTunDevice(home: string, runAs: NamespaceAccount): Promise<TunDevice> {
  if (await isUsable(PUBLIC, runAs)) return { path: PUBLIC, isOwn: false };
  const path = ownPath(home);
  if (await isUsable(path, runAs)) return { path, isOwn: true };
  if (runAs === null || process.getuid?.() !== 0) {
    throw new UmlautError('NETWORK_UNAVAILABLE', `The account of the machines may not open ${PUBLIC}.`, {
      hint: `chmod 0666 ${PUBLIC}   # the usual mode: taps themselves need a privilege`,
    });
  }
  await makeDevice(path, runAs);
  if (await isUsable(path, runAs)) return { path, isOwn: true };
  await removeTunDevice(home);
  throw new UmlautError('NETWORK_UNAVAILABLE', `This host gives no taps: ${path} cannot be opened.`, {
    hint: 'modprobe tun   # a container: docker run --device /dev/net/tun',
  });
}

/** Nothing of ours is left of it. */
export async function removeTunDevice(home: string): Promise<void> {
  await rm(ownPath(home), { force: true });
  // Another home may have one there.
  await rmdir(FOLDER).catch(() => {});
}

/** One each home, so that one that ends takes none away from another. */
function ownPath(home: string): string {
  return join(FOLDER, `tun-${createHash('sha256').update(home).digest('hex').slice(0, 12)}`);
}

async function makeDevice(path: string, { uid, gid }: { uid: number; gid: number }): Promise<void> {
  await mkdir(FOLDER, { recursive: true, mode: 0o711 });
  const folder = await lstat(FOLDER);
  if (!folder.isDirectory() || folder.uid !== 0) {
    throw new UmlautError('NETWORK_UNAVAILABLE', `${FOLDER} is not a folder of root's.`);
  }
  await chmod(FOLDER, 0o711);
  const draft = `${path}.new`;
  await rm(draft, { force: true });
  const words = ['--mode=0600', draft, 'c', String(MAJOR), String(MINOR)];
  const { code, stderr } = await runCommand('mknod', words, { timeoutMs: TIMEOUT_MS });
  if (code !== 0) {
    throw new UmlautError('NETWORK_UNAVAILABLE', `No device for taps can be made: ${stderr.trim()}`, {
      hint: `chmod 0666 ${PUBLIC}   # the usual mode: taps themselves need a privilege`,
    });
  }
  await chown(draft, uid, gid);
  await rename(draft, path);
}

/** As that account: opened for both, as UML does. A device without a driver can be accessed, and not opened. */
async function isUsable(path: string, runAs: NamespaceAccount): Promise<boolean> {
  const words = [`if=${path}`, 'of=/dev/null', 'count=0', 'status=none'];
  const { code } = await runCommand('dd', words, { timeoutMs: TIMEOUT_MS, runAs, cwd: '/' });
  if (code !== 0) return false;
  const may = await runCommand('test', ['-r', path, '-a', '-w', path], {
    timeoutMs: TIMEOUT_MS,
    runAs,
    cwd: '/',
  });
  return may.code === 0;
}
