import { readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { isThere, runCommand } from '../process/index.ts';
import type { NamespaceMember } from './namespace-identity.ts';
import { NETWORK_ENVIRONMENT } from './run-inside.ts';

/** A pair of virtual Ethernet interfaces from a bridge of the namespace to one of the host. */
export interface HostCable {
  /** In the namespace. */
  bridge: string;
  /** Of the host. */
  hostBridge: string;
  /** The pair: the end in the namespace, and the one outside. */
  inside: string;
  outside: string;
}

const TIMEOUT_MS = 10_000;

/**
 * Lays the cables that are not there yet, which takes root's rights over the host's network, and plugs their outer ends
 * in. Removing needs no right: with the inner end, or the namespace, the outer one goes.
 * @returns why a cable is not there, by the name of the bridge in the namespace
 */
export async function layHostCables(
  member: NamespaceMember,
  cables: readonly HostCable[],
): Promise<Map<string, string>> {
  const problems = new Map<string, string>();
  for (const cable of cables) {
    const problem = await layCable(member, cable);
    if (problem !== null) problems.set(cable.bridge, problem);
  }
  return problems;
}

/**
 * What an administrator may change under cables that lie, to be compared with what it was: whether the host has the
 * bridges, and the outer ends are plugged into them.
 */
export async function readHostEnds(cables: readonly HostCable[]): Promise<string> {
  const ends = await Promise.all(
    cables.map(async ({ bridge, hostBridge, outside }) => {
      if (!(await isBridge(hostBridge))) return `${bridge}: no ${hostBridge}`;
      return `${bridge}: ${(await masterOf(outside)) === hostBridge ? 'in' : 'not in'} ${hostBridge}`;
    }),
  );
  return ends.join();
}

async function layCable(
  { pid }: NamespaceMember,
  { hostBridge, inside, outside }: HostCable,
): Promise<string | null> {
  if (!(await isBridge(hostBridge))) {
    return `This host has no bridge ${hostBridge}.`;
  }
  const make = `link add ${outside} type veth peer name ${inside} netns ${pid}`;
  const plugIn = `link set ${outside} master ${hostBridge} addrgenmode none up`;
  const isLaid = await isThere(`/sys/class/net/${outside}`);
  if (isLaid && (await masterOf(outside)) === hostBridge) return null;
  const lines = isLaid ? [plugIn] : [make, plugIn];
  if (process.getuid?.() !== 0) {
    const commands = lines.map((line) => `ip ${line}`).join(' && ');
    return `Only root can join ${hostBridge}. As root of this host: ${commands}`;
  }
  const { code, stderr } = await runCommand('ip', ['-batch', '-'], {
    timeoutMs: TIMEOUT_MS,
    env: NETWORK_ENVIRONMENT,
    cwd: '/',
    input: `${lines.join('\n')}\n`,
  });
  return code === 0 ? null : `${hostBridge} could not be joined: ${stderr.trim().split('\n')[0] ?? ''}`;
}

function isBridge(name: string): Promise<boolean> {
  return isThere(`/sys/class/net/${name}/bridge`);
}

async function masterOf(name: string): Promise<string | null> {
  return readlink(`/sys/class/net/${name}/master`).then(
    (target) => basename(target),
    () => null,
  );
}
