import { parseKernelLinks, parseStations, type KernelLink, type KernelStation } from './kernel-links.ts';
import type { NamespaceMember } from './namespace-identity.ts';
import { planNetwork, type WantedNetwork } from './plan-network.ts';
import { runInside, type NamespaceAccount } from './run-inside.ts';
import type { TunDevice } from './tun-device.ts';

/** Interfaces of Umlaut's network namespace: looked at, and made as they are wanted. */
export class NetworkNamespace {
  readonly member: NamespaceMember;
  readonly #runAs: NamespaceAccount;

  constructor(member: NamespaceMember, runAs: NamespaceAccount) {
    this.member = member;
    this.#runAs = runAs;
  }

  /**
   * What every namespace has: a loopback interface that carries multicast, too, so that guests of one group hear each
   * other, and nobody else hears them.
   */
  async begin(): Promise<void> {
    await this.#batch(['link set lo multicast on', 'link set lo up', 'route replace 224.0.0.0/4 dev lo']);
  }

  async links(): Promise<KernelLink[]> {
    return parseKernelLinks(await this.#run(['ip', '-j', '-d', '-s', 'link']));
  }

  async stations(): Promise<KernelStation[]> {
    return parseStations(await this.#run(['bridge', '-j', '-s', 'fdb']));
  }

  /** @param tun for taps; needed when one is wanted that is not there */
  async apply(wanted: WantedNetwork, tun: TunDevice | null): Promise<void> {
    const plan = planNetwork(wanted, await this.links(), await this.#addresses());
    if (plan.taps.length > 0) await this.#batch(plan.taps, tapMaker(tun));
    if (plan.links.length > 0) await this.#batch(plan.links);
  }

  async #addresses(): Promise<string[]> {
    const said = await this.#run(['ip', '-o', 'address', 'show', 'dev', 'lo']);
    return said.split('\n').flatMap((line) => /\binet6? (\S+?)(?:\/\d+)? /.exec(line)?.[1] ?? []);
  }

  #batch(lines: readonly string[], before: readonly string[] = []): Promise<string> {
    return this.#run([...before, 'ip', '-batch', '-'], `${lines.join('\n')}\n`);
  }

  #run(command: readonly string[], input?: string): Promise<string> {
    return runInside(this.member, this.#runAs, command, input);
  }
}

/**
 * Words before ip(8) that show it a device of ours as /dev/net/tun. bubblewrap without a user namespace of its own:
 * the right to make taps is over the one that owns the network namespace.
 */
function tapMaker(tun: TunDevice | null): string[] {
  if (tun === null || !tun.isOwn) return [];
  return [
    ['bwrap', '--cap-drop', 'ALL', '--cap-add', 'CAP_NET_ADMIN', '--ro-bind', '/', '/'],
    ['--dev-bind', '/dev', '/dev', '--dev-bind', tun.path, '/dev/net/tun', '--'],
  ].flat();
}
