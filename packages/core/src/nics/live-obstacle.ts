import { placeOf } from '@umlaut/contracts/model';
import type { LaunchOther, LaunchSpec } from '@umlaut/contracts/monitor';
import { needsOf } from './nic-needs.ts';

/**
 * Why a machine that was started like this cannot get the interface while it runs; null: it can. UML stays in the
 * network that it was started in, and a sandbox holds what its interfaces needed when it was made.
 */
export function liveNicObstacle(
  nic: Pick<LaunchOther, 'number' | 'mac' | 'transport' | 'socket'>,
  spec: Pick<LaunchSpec, 'isolation' | 'namespace' | 'nics'>,
): string | null {
  const { transport } = nic;
  const place = placeOf(transport);
  const { namespace } = spec;
  if (place !== 'any' && (place === 'namespace') !== (namespace !== undefined)) {
    return place === 'host'
      ? "The machine runs in Umlaut's own network namespace, and this interface needs the host's network."
      : "The machine runs on the host's network, and this interface needs Umlaut's own network namespace.";
  }
  if (spec.isolation === 'plain') return null;
  const wanted = needsOf([nic]);
  const there = needsOf(spec.nics ?? []);
  const lacks = [
    ...wanted.sockets.filter((path) => !there.sockets.includes(path)),
    ...wanted.programs.filter((path) => !there.programs.includes(path)),
    ...wanted.files.filter((path) => !there.files.includes(path)),
    ...(wanted.hostTun && !there.hostTun ? ['/dev/net/tun'] : []),
    ...(wanted.ownTun && namespace?.tunDevice === null ? ['/dev/net/tun'] : []),
  ];
  const [first] = lacks;
  if (first !== undefined) {
    return `${first} is not in the machine's sandbox, which holds only what it was started with.`;
  }
  return wanted.netRaw && namespace?.netRaw === false
    ? 'The machine was started without the right to raw sockets.'
    : null;
}
