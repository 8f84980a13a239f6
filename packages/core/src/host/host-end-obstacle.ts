import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { lstat, readFile } from 'node:fs/promises';
import { isIPv6 } from 'node:net';
import { join } from 'node:path';
import { MAX_FILTER_BYTES, filterProblem, type Obstacle } from '../nics/index.ts';
import { accountName, switchTo, type RunAs } from './account.ts';
import { runCommand } from '../process/index.ts';
import { readText } from './read-text.ts';

const INTERFACES = '/sys/class/net';
/** linux/if_tun.h: IFF_TAP, and IFF_MULTI_QUEUE, which UML does not ask for, so that TUNSETIFF would fail. */
const IFF_TAP = 0x2;
const IFF_MULTI_QUEUE = 0x100;
const LIST_TIMEOUT_MS = 5_000;

/**
 * Why the machines' account cannot open a tap of the host's that somebody made for it; null: it can.
 * tun_set_iff() in the host's drivers/net/tun.c lets the owner in without a privilege.
 * @param folder where the host's kernel tells of interfaces
 */
export async function hostTapObstacle(
  ifname: string,
  { runAs, folder = INTERFACES }: { runAs: RunAs; folder?: string },
): Promise<Obstacle | null> {
  const name = accountName(runAs);
  const make = `ip tuntap add dev ${ifname} mode tap user ${name}`;
  const path = join(folder, ifname);
  if ((await lstat(path).catch(() => null)) === null) {
    return { reason: `There is no tap ${ifname} on this host.`, remedy: make };
  }
  const flags = Number(await readText(join(path, 'tun_flags')));
  if ((flags & IFF_TAP) === 0) {
    return {
      reason: `${ifname} of this host is no tap.`,
      remedy: null,
    };
  }
  const remake = `ip tuntap del dev ${ifname} mode tap; ${make}`;
  if ((flags & IFF_MULTI_QUEUE) !== 0) {
    return {
      reason: `The tap ${ifname} has several queues, and UML opens only those with one.`,
      remedy: `ip tuntap del dev ${ifname} mode tap multi_queue; ${make}`,
    };
  }
  const owner = Number(await readText(join(path, 'owner')));
  if (owner === (runAs?.uid ?? process.geteuid?.())) return null;
  return { reason: `The tap ${ifname} was not made for the account ${name}.`, remedy: remake };
}

/**
 * Why the machines' account cannot connect to a socket of a switch; null: it can, as far as the file tells. The
 * account itself tries, for what counts are all folders on the way there.
 */
export async function hostSocketObstacle(path: string, runAs: RunAs): Promise<Obstacle | null> {
  const info = await lstat(path).catch(() => null);
  if (info === null) {
    return { reason: `There is no socket ${path}: start the switch that it belongs to first.`, remedy: null };
  }
  if (!info.isSocket()) return { reason: `${path} is no socket.`, remedy: null };
  const options = { timeoutMs: LIST_TIMEOUT_MS, runAs: switchTo(runAs), cwd: '/' };
  if ((await runCommand('test', ['-w', path], options)).code === 0) return null;
  const name = accountName(runAs);
  return {
    reason: `The account ${name} may not write to ${path}, which is what connecting needs.`,
    remedy: `chown ${name} ${path}`,
  };
}

/**
 * Why a tunnel over UDP cannot begin at an address; null: it can. UML binds its socket to it when the guest brings the
 * interface up, and a failure is told in the guest alone, as "Invalid argument".
 */
export async function hostAddressObstacle(address: string): Promise<Obstacle | null> {
  const socket = createSocket(isIPv6(address) ? 'udp6' : 'udp4');
  try {
    const bound = once(socket, 'listening');
    socket.bind({ address, port: 0, exclusive: true });
    await bound;
    return null;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRNOTAVAIL')) return null;
    return {
      reason: `This host has no address ${address}, where the tunnel would begin (src).`,
      remedy: null,
    };
  } finally {
    socket.close();
  }
}

/** Why the machines' account cannot hand a file to the kernel as a filter; null: it can. */
export async function hostFilterObstacle(path: string, runAs: RunAs): Promise<Obstacle | null> {
  const info = await lstat(path).catch(() => null);
  if (info === null) return { reason: `There is no file ${path} on this host.`, remedy: null };
  // Of a link nobody knows where it leads when the machine starts.
  if (!info.isFile()) return { reason: `${path} is no file, but something else.`, remedy: null };
  const options = { timeoutMs: LIST_TIMEOUT_MS, runAs: switchTo(runAs), cwd: '/' };
  if ((await runCommand('test', ['-r', path], options)).code !== 0) {
    return { reason: `The account ${accountName(runAs)} may not read ${path}.`, remedy: `chmod a+r ${path}` };
  }
  const problem =
    info.size > MAX_FILTER_BYTES ? 'is too long for a filter' : filterProblem(await readFile(path));
  return problem === null ? null : { reason: `${path} ${problem}.`, remedy: null };
}
