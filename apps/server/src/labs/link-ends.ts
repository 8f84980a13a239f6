import type {
  LabLink,
  LabLinkEnd,
  LabNode,
  LinkEndStatus,
  MachineId,
  RemoteState,
  UplinkState,
} from '@umlaut/contracts/model';
import type { LabMachine } from '../networks/fabric-config.ts';
import type { GuestPort } from './guest-ports.ts';

export interface LinkEndSources {
  nodes: ReadonlyMap<LabNode['id'], LabNode>;
  machine: (id: MachineId) => LabMachine | null;
  /** Null: the machine is off. */
  guest: (id: MachineId, nic: number) => GuestPort | null;
  fabric: 'up' | 'starting' | 'down';
  /** Whether the namespace of kernel bridges is as it should be. */
  hasBridges: boolean;
  uplinks: ReadonlyMap<LabNode['id'], UplinkState>;
  remotes: ReadonlyMap<LabNode['id'], RemoteState>;
}

/** Silent for so long, and nobody would call it alive. */
const SILENT_SECONDS = 60;
/** What operstate says where frames can pass: a driver without a carrier says "unknown" (RFC 2863). */
const OPERATING: ReadonlySet<string> = new Set(['up', 'unknown']);

/** How each end of a link is in itself: pure. */
export function linkEnds({ ends }: LabLink, sources: LinkEndSources): [LinkEndStatus, LinkEndStatus] {
  return [endOf(ends[0], sources), endOf(ends[1], sources)];
}

function endOf({ nodeId, port }: LabLinkEnd, sources: LinkEndSources): LinkEndStatus {
  const node = sources.nodes.get(nodeId);
  switch (node?.kind) {
    case 'machine':
      return interfaceEnd(node.machineId, port, sources);
    case 'switch':
    case 'hub':
      return sources.fabric === 'down' ? 'failed' : sources.fabric;
    case 'bridge':
      return sources.hasBridges ? 'up' : 'failed';
    case 'uplink': {
      const status = sources.uplinks.get(nodeId)?.status ?? 'starting';
      return status === 'unused' ? 'starting' : status;
    }
    case 'remote':
      return remoteEnd(sources.remotes.get(nodeId));
    case 'note':
    case 'group':
    case undefined:
      return 'gone';
  }
}

function interfaceEnd(id: MachineId, number: number, { machine, guest }: LinkEndSources): LinkEndStatus {
  const nic = machine(id)?.nics.find((one) => one.number === number);
  if (nic === undefined) return 'gone';
  const said = guest(id, number);
  if (said === null) return 'off';
  if (said.operstate === null) return 'unknown';
  if (said.operstate === 'lowerlayerdown' || said.carrier === false) return 'no-carrier';
  return OPERATING.has(said.operstate) ? 'up' : 'down';
}

function remoteEnd(state: RemoteState | undefined): LinkEndStatus {
  if (state === undefined) return 'unknown';
  if (state.problem !== null) return 'failed';
  const { heardSecondsAgo } = state;
  return heardSecondsAgo !== null && heardSecondsAgo < SILENT_SECONDS ? 'up' : 'unknown';
}
