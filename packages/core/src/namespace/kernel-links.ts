/** Frames and bytes through an interface, as the host counts them: received is what came out of the guest. */
export interface LinkCounters {
  frames: number;
  bytes: number;
  dropped: number;
}

/** What a network namespace has of an interface. */
export interface KernelLink {
  name: string;
  kind: string | null;
  mtu: number;
  isUp: boolean;
  /** Bridge that it is plugged into. */
  master: string | null;
  /** Of a bridge: spanning tree. */
  stp: boolean;
  received: LinkCounters;
  sent: LinkCounters;
}

/** What was learned by the bridges: which station is behind which of their ports. */
export interface KernelStation {
  mac: string;
  /** Interface of the port. */
  port: string;
  bridge: string;
  ageSeconds: number;
}

/** Reads `ip -j -d -s link` (ip-link(8)). @throws SyntaxError */
export function parseKernelLinks(text: string): KernelLink[] {
  return recordsIn(text).flatMap((link) => {
    const { ifname, mtu, flags, master } = link;
    if (typeof ifname !== 'string') return [];
    const info = recordOf(link['linkinfo']);
    const stats = recordOf(link['stats64']);
    return [
      {
        name: ifname,
        kind: typeof info['info_kind'] === 'string' ? info['info_kind'] : null,
        mtu: typeof mtu === 'number' ? mtu : 0,
        isUp: Array.isArray(flags) && flags.includes('UP'),
        master: typeof master === 'string' ? master : null,
        stp: recordOf(info['info_data'])['stp_state'] === 1,
        received: countersOf(recordOf(stats['rx'])),
        sent: countersOf(recordOf(stats['tx'])),
      },
    ];
  });
}

/** Reads `bridge -j -s fdb` (bridge(8)): stations that were learned, not the addresses of the ports. @throws SyntaxError */
export function parseStations(text: string): KernelStation[] {
  return recordsIn(text).flatMap(({ mac, ifname, master, state, updated }) => {
    const isLearned = state === '' || state === undefined;
    if (typeof mac !== 'string' || typeof ifname !== 'string' || typeof master !== 'string' || !isLearned)
      return [];
    return [{ mac, port: ifname, bridge: master, ageSeconds: typeof updated === 'number' ? updated : 0 }];
  });
}

function countersOf(stats: Record<string, unknown>): LinkCounters {
  const figure = (name: string): number => (typeof stats[name] === 'number' ? stats[name] : 0);
  return { frames: figure('packets'), bytes: figure('bytes'), dropped: figure('dropped') };
}

function recordsIn(text: string): Record<string, unknown>[] {
  // Without anything to tell it prints nothing at all.
  const value: unknown = text.trim() === '' ? [] : JSON.parse(text);
  return Array.isArray(value) ? value.map(recordOf) : [];
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
