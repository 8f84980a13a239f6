import { replaceEqualDeep } from '@tanstack/react-query';
import type {
  LabLinkId,
  LabLinkState,
  LabNodeId,
  LabState,
  MachineId,
  NicState,
  RemoteState,
  SwitchState,
} from '@umlaut/contracts/model';
import { createStore, type StoreApi } from 'zustand';
import type { SocketPhase } from '../../../live/reconnecting-socket.ts';
import { noteReading } from './counted-from.ts';
import { nextDropping, type Dropping } from './dropping.ts';
import { linkRates, nicRates, type RatePair } from './rates.ts';

type UplinkState = LabState['uplinks'][number];

export interface LiveLink {
  state: LabLinkState;
  rates: RatePair;
  /** Null: nothing, now and lately. */
  dropping: Dropping | null;
}

export interface LabLive {
  /** While a person drags, zooms or pans. */
  isHeld: boolean;
  phase: SocketPhase;
  /** Of the last word; null before the first. */
  fabric: LabState['fabric'] | null;
  problem: string | null;
  links: ReadonlyMap<LabLinkId, LiveLink>;
  switches: ReadonlyMap<LabNodeId, SwitchState>;
  uplinks: ReadonlyMap<LabNodeId, UplinkState>;
  remotes: ReadonlyMap<LabNodeId, RemoteState>;
  nics: ReadonlyMap<string, NicState>;
  /** What each interface sends and receives. */
  nicRates: ReadonlyMap<string, RatePair>;
  /** What switches and ways to the Internet have lent, by MAC address. */
  lent: ReadonlyMap<string, string>;
}

export interface LabLiveStore extends StoreApi<LabLive> {
  receive: (state: LabState) => void;
}

export function nicKey(machineId: MachineId, number: number): string {
  return `${machineId}/${number}`;
}

/** What happens in a lab now, for single cells to listen to: what did not change keeps its identity. */
export function createLiveStore(): LabLiveStore {
  const store = createStore<LabLive>()(() => ({
    isHeld: false,
    phase: { kind: 'connecting' },
    fabric: null,
    problem: null,
    links: new Map(),
    switches: new Map(),
    uplinks: new Map(),
    remotes: new Map(),
    nics: new Map(),
    nicRates: new Map(),
    lent: new Map(),
  }));
  let readAt = Number.NaN;
  return {
    ...store,
    receive: (state) => {
      const at = Date.parse(state.at);
      const seconds = Number.isNaN(readAt) ? 0 : (at - readAt) / 1000;
      readAt = at;
      const before = store.getState();
      const liveLink = (link: LabLinkState): LiveLink => {
        const known = before.links.get(link.id);
        const rates = linkRates(known?.state, link, seconds);
        return { state: link, rates, dropping: nextDropping(known?.dropping ?? null, rates, seconds) };
      };
      for (const { id, directions } of state.links) noteReading(id, directions);
      for (const { machineId, number, sent, received } of state.nics) {
        noteReading(nicKey(machineId, number), [sent, received]);
      }
      store.setState({
        fabric: state.fabric,
        problem: state.problem,
        links: keyed(before.links, state.links, { key: ({ id }) => id, value: liveLink }),
        switches: keyed(before.switches, state.switches, { key: ({ id }) => id, value: same }),
        lent: new Map(
          [...state.switches, ...state.uplinks].flatMap(({ leases }) =>
            leases.map(({ mac, address }) => [mac, address] as const),
          ),
        ),
        uplinks: keyed(before.uplinks, state.uplinks, { key: ({ id }) => id, value: same }),
        remotes: keyed(before.remotes, state.remotes, { key: ({ id }) => id, value: same }),
        nics: keyed(before.nics, state.nics, {
          key: ({ machineId, number }) => nicKey(machineId, number),
          value: same,
        }),
        nicRates: keyed(before.nicRates, state.nics, {
          key: ({ machineId, number }) => nicKey(machineId, number),
          value: (nic) => nicRates(before.nics.get(nicKey(nic.machineId, nic.number)), nic, seconds),
        }),
      });
    },
  };
}

interface Keying<K, T, V> {
  key: (item: T) => K;
  value: (item: T) => V;
}

function keyed<K, T, V>(
  before: ReadonlyMap<K, V>,
  items: readonly T[],
  { key, value }: Keying<K, T, V>,
): Map<K, V> {
  return new Map(
    items.map((item) => {
      const name = key(item);
      const known = before.get(name);
      const next = value(item);
      return [name, known === undefined ? next : replaceEqualDeep(known, next)];
    }),
  );
}

function same<T>(item: T): T {
  return item;
}
