import { z } from 'zod';
import {
  MAX_FORWARDS,
  labBridge,
  labGroup,
  labHub,
  labNote,
  labPosition,
  labRemote,
  labSwitch,
  labUplink,
} from './lab.ts';
import { DEFAULT_CONSOLE_LOG_MIB, DEFAULT_MEMORY_MIB } from './limits.ts';
import { DEFAULT_LINES, machineLines, type ChannelKind } from './line-channel.ts';
import { fileObject } from './lab-file-object.ts';
import { machineRoot } from './machine-root.ts';
import { consoleLogMiB, description, memoryMiB } from './machine.ts';
import { machineName } from './name.ts';
import { forwardTarget, portForward } from './network-service.ts';
import { NIC_COUNT } from './nic-address.ts';
import { FABRIC } from './nic-place.ts';
import { nicTransport } from './nic-transport.ts';
import { nicNumber } from './nic.ts';
import { isPortable } from './portable-transport.ts';

/** What a thing of a file is called in it, in place of ids that mean nothing elsewhere. */
export const labFileKey = z
  .string()
  .regex(
    /^[a-z][a-z0-9._-]{0,62}$/,
    'A key begins with a letter; up to 62 of a-z, 0-9, ".", "_" and "-" may follow',
  );

/** Channels that mean the same on every host, and open nothing on it. */
const PORTABLE_CHANNELS: ReadonlySet<ChannelKind> = new Set(['browser', 'null', 'none', 'pty', 'pts']);

export function isPortableChannel(kind: ChannelKind): boolean {
  return PORTABLE_CHANNELS.has(kind);
}

export const labFileNic = fileObject({
  number: nicNumber,
  transport: nicTransport
    .default(FABRIC)
    .refine(isPortable, 'Leave out what names files, sockets and interfaces of one host, and cookies'),
});
export type LabFileNic = z.output<typeof labFileNic>;

/** A machine to be made: what it is made from and how, and nothing that is on its disks. */
export const labFileMachine = fileObject({
  kind: z.literal('machine'),
  name: machineName.optional().describe('Of the machine and of its guest; default: the key'),
  description: description.default(''),
  position: labPosition,
  image: labFileKey.optional().describe('One of `images`; default: the default image of the host'),
  kernel: labFileKey.optional().describe('One of `kernels`; default: the default kernel of the host'),
  root: machineRoot.default('disk'),
  memoryMiB: memoryMiB.default(DEFAULT_MEMORY_MIB),
  consoleLogMiB: consoleLogMiB.default(DEFAULT_CONSOLE_LOG_MIB),
  lines: machineLines
    .refine(
      (lines) => lines.every(({ channel }) => isPortableChannel(channel.kind)),
      `Lines of a file lead to ${[...PORTABLE_CHANNELS].join(', ')}`,
    )
    .default([...DEFAULT_LINES]),
  interfaces: z
    .array(labFileNic)
    .max(NIC_COUNT, `At most ${NIC_COUNT}`)
    .refine(
      (nics) => new Set(nics.map(({ number }) => number)).size === nics.length,
      'Two interfaces have one number',
    )
    .default([{ number: 0, transport: FABRIC }]),
});
export type LabFileMachine = z.output<typeof labFileMachine>;

const KINDS = 'machine, switch, hub, bridge, uplink, remote, note, group';

/** Of an uplink: the machine by its key. */
const labFileForward = fileObject({
  ...portForward.shape,
  target: fileObject({ machine: labFileKey, nic: forwardTarget.shape.nic })
    .nullable()
    .default(null)
    .describe('Default: the only machine behind it, or the one that is heard first'),
});

const labFileUplink = fileObject({
  ...labUplink.omit({ id: true }).shape,
  forwards: z.array(labFileForward).max(MAX_FORWARDS, `At most ${MAX_FORWARDS} forwards`).default([]),
});

/** As in a lab, but for what names something of one host. */
export const labFileNode = z.discriminatedUnion(
  'kind',
  [
    labFileMachine,
    fileObject(labSwitch.omit({ id: true }).shape),
    fileObject(labHub.omit({ id: true }).shape),
    fileObject(labBridge.omit({ id: true, hostBridge: true }).shape),
    labFileUplink,
    fileObject(labRemote.omit({ id: true, tunnel: true }).shape),
    fileObject(labNote.omit({ id: true }).shape),
    fileObject(labGroup.omit({ id: true }).shape),
  ],
  { error: ({ code }) => (code === 'invalid_union' ? `The kind is one of ${KINDS}` : undefined) },
);
export type LabFileNode = z.output<typeof labFileNode>;

const label = z.string().trim().min(1, 'Give the label').max(200, 'At most 200 characters');

/** An image by what it is called, and by what tells whether another host has the same. */
export const labFileImage = fileObject({
  label,
  sizeBytes: z.int().min(0).optional(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'A SHA-256 has 64 hexadecimal digits')
    .optional(),
});
export type LabFileImage = z.output<typeof labFileImage>;

export const labFileKernel = fileObject({
  version: z.string().max(100).describe('`uname -r` of the guest, such as "6.1.176"'),
  label: label.optional().describe('Of a kernel that was imported'),
});
export type LabFileKernel = z.output<typeof labFileKernel>;
