import { labFile, labNode, labLink, type LabFile, type LabLink, type LabNode } from '@umlaut/contracts/model';
import type { MachineId } from '@umlaut/contracts/model';
import { newMachineId } from '../../identifiers.ts';
import type { DescribedMachine, DescribeSources } from './describe-lab.ts';
import { drawFile } from './draw-file.ts';

/** A file with these nodes and links, checked. */
export function fileFixture(changes: Record<string, unknown> = {}): LabFile {
  return labFile.parse(rawFile(changes));
}

export function rawFile(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    format: 'umlaut-lab',
    version: 1,
    name: 'Lab',
    nodes: {
      web: { kind: 'machine', position: { x: 0, y: 0 } },
      sw1: { kind: 'switch', label: 'sw1', position: { x: 200, y: 0 } },
    },
    links: [{ ends: [{ node: 'web' }, { node: 'sw1' }] }],
    ...changes,
  };
}

export interface OpenedFile {
  nodes: LabNode[];
  links: LabLink[];
  machine: (id: MachineId) => DescribedMachine | null;
}

/** The lab that a file makes, with machines that are there in name only. */
export function openedFile(file: LabFile): OpenedFile {
  const machines = new Map<MachineId, DescribedMachine>();
  const ids = new Map<string, MachineId>();
  for (const [key, node] of Object.entries(file.nodes)) {
    if (node.kind !== 'machine') continue;
    const id = newMachineId();
    const { interfaces, name = key, image, kernel, kind: _kind, position: _position, ...others } = node;
    ids.set(key, id);
    machines.set(id, {
      ...others,
      name,
      imageId: (image ?? 'tiny') as DescribedMachine['imageId'],
      kernelId: (kernel ?? 'linux') as DescribedMachine['kernelId'],
      nics: interfaces.map((nic) => ({ ...nic, mac: '02:00:00:00:00:01' })),
    });
  }
  const edits = drawFile(file, ids);
  return {
    nodes: edits.flatMap((edit) => (edit.edit === 'put-node' ? [labNode.parse(edit.node)] : [])),
    links: edits.flatMap((edit) => (edit.edit === 'put-link' ? [labLink.parse(edit.link)] : [])),
    machine: (id) => machines.get(id) ?? null,
  };
}

/** Images and kernels whose ids are the keys of a file. */
export function sourcesOf({ images, kernels }: LabFile): Omit<DescribeSources, 'machine'> {
  return {
    images: Object.entries(images).map(([key, { label, sizeBytes = 0, sha256 = null }]) => ({
      id: key as DescribedMachine['imageId'],
      label,
      sizeBytes,
      sha256,
    })),
    kernels: Object.entries(kernels).map(([key, { version, label }]) => ({
      id: key as DescribedMachine['kernelId'],
      version,
      label: label ?? 'Installed as /usr/bin/linux.uml',
      origin: label === undefined ? 'system' : 'imported',
    })),
  };
}
