import { test } from '@fast-check/vitest';
import {
  labFile,
  labFileText,
  type LabFile,
  type LabFileNode,
  type LabNode,
  type LabNodeId,
} from '@umlaut/contracts/model';
import { expect } from 'vitest';
import { describeLab } from './describe-lab.ts';
import { anyLabFile } from './lab-file.arbitrary.ts';
import { openedFile, sourcesOf, type OpenedFile } from './lab-file.fixture.ts';

test.prop([anyLabFile])('a lab as a file, opened, is the same lab but for its ids', (file) => {
  const opened = openedFile(file);
  const described = describeLab({ ...file, ...opened }, { ...sourcesOf(file), machine: opened.machine });
  const text = labFileText(described);
  const read = labFile.parse(JSON.parse(text));
  expect(read).toEqual(described);
  expect(labFileText(read)).toBe(text);
  expect(text).not.toMatch(/"[mnkl]-[a-z2-7]{10}"/);
  expect(withoutIds(openedFile(read))).toEqual(withoutIds(opened));
  // What was said in the file is said in the one that was written from the lab.
  expect(withoutKeys(described)).toEqual(withoutKeys(file));
});

function withoutIds({ nodes, links, machine }: OpenedFile): unknown {
  const order = new Map(nodes.map(({ id }, at) => [id, at]));
  return {
    nodes: nodes.map((node) => ({
      ...withTargets(node, (machine) => order.get(machine as LabNodeId)),
      id: 0,
      ...(node.kind === 'machine' ? { machineId: 0, machine: withoutParts(machine(node.machineId)) } : {}),
    })),
    links: links.map(({ ends, enabled, impairments }) => ({
      enabled,
      impairments,
      ends: ends.map(({ nodeId, ...end }) => ({ ...end, node: order.get(nodeId) })),
    })),
  };
}

/** Keys of images and kernels are made from what these are called. */
function withoutParts(machine: object | null): object {
  return { ...machine, imageId: 0, kernelId: 0 };
}

function withoutKeys({ nodes }: LabFile): unknown {
  const keys = Object.keys(nodes);
  return Object.entries(nodes).map(([key, node]) =>
    node.kind === 'machine'
      ? { ...node, name: node.name ?? key, image: 0, kernel: 0 }
      : withTargets(node, (machine) => keys.indexOf(machine)),
  );
}

/** Machines that forwards lead to by their places: ids and keys are others in each lab. */
function withTargets(node: LabNode | LabFileNode, placeOf: (machine: string) => number | undefined): object {
  if (node.kind !== 'uplink') return node;
  return {
    ...node,
    forwards: node.forwards.map(({ target, ...forward }) => ({
      ...forward,
      target: target === null ? null : { ...target, machine: placeOf(target.machine) },
    })),
  };
}
