import { skipToken, useQuery } from '@tanstack/react-query';
import { nicDevice, type Lab, type LabId, type LabNode, type Machine } from '@umlaut/contracts/model';
import { labQuery, machinesQuery } from '../../live/live-queries.ts';

/** What is at the other end of an interface's link. */
export interface Plug {
  name: string;
  isEnabled: boolean;
}

/** By the number of the interface; empty while the machine is in no lab. */
export function usePlugs(machine: Machine, labId: LabId | undefined): Map<number, Plug> {
  const { data: machines } = useQuery({ ...machinesQuery, select: ({ items }) => items });
  const { data } = useQuery(
    labId === undefined ? { queryKey: ['lab-of-none'], queryFn: skipToken } : labQuery(labId),
  );
  const lab = data?.lab ?? null;
  return lab === null ? new Map<number, Plug>() : plugsOf(lab, machine, machines ?? []);
}

function plugsOf(lab: Lab, machine: Machine, machines: readonly Machine[]): Map<number, Plug> {
  const nodes = new Map(lab.nodes.map((node) => [node.id, node]));
  const own = lab.nodes.find((node) => node.kind === 'machine' && node.machineId === machine.id);
  const plugs = new Map<number, Plug>();
  for (const { ends, enabled } of lab.links) {
    const near = ends.find(({ nodeId }) => nodeId === own?.id);
    const far = ends.find(({ nodeId }) => nodeId !== own?.id);
    const node = far === undefined ? undefined : nodes.get(far.nodeId);
    if (near === undefined || far === undefined || node === undefined) continue;
    plugs.set(near.port, { name: placeName(node, far.port, machines), isEnabled: enabled });
  }
  return plugs;
}

function placeName(node: LabNode, port: number, machines: readonly Machine[]): string {
  switch (node.kind) {
    case 'machine':
      return machineEnd(
        machines.find(({ id }) => id === node.machineId),
        port,
      );
    case 'switch':
    case 'hub':
      return `${node.label}, port ${port}`;
    case 'bridge':
      return node.label;
    case 'uplink':
    case 'remote':
      return node.label;
    case 'note':
    case 'group':
      return '';
  }
}

function machineEnd(machine: Machine | undefined, port: number): string {
  const kind = machine?.nics.find(({ number }) => number === port)?.transport.kind;
  return `${machine?.name ?? 'a machine'}, ${nicDevice(port, kind)}`;
}
