import { z } from 'zod';
import { consoleName, type ConsoleName } from './ids.ts';

/** UML's options are split at commas and colons, the kernel's command line at blanks and quotes. */
const OPTION_PATH = /^\/[!#-&(-+\--9;-[\]-~]*$/;
const MAX_PATH = 255;
/** The machines' account may not listen on those below. */
const MIN_PORT = 1024;

const path = z
  .string()
  .max(MAX_PATH, `At most ${MAX_PATH} characters`)
  .regex(OPTION_PATH, 'An absolute path without comma, colon, blank, quote and backslash')
  .refine((value) => !value.split('/').includes('..'), 'A path without ".."');

/**
 * Where a console or serial line of the guest leads on the host: UML's line channels, arch/um/drivers/chan_kern.c.
 *
 * `browser` is UML's `fd`, with a pty that the machine's monitor opens. `fd` is UML's as well, with a file of the
 * host that the monitor opens: no other process could hand UML a descriptor. `none` is a line that the guest does
 * not have; `null` one that swallows everything.
 */
export const lineChannel = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('browser') }),
  z.object({ kind: z.literal('null') }),
  z.object({ kind: z.literal('none') }),
  z.object({
    kind: z.literal('fd'),
    path: path.describe('File of the host that gets what the guest puts out; made when absent'),
  }),
  z.object({
    kind: z.literal('port'),
    port: z
      .int('A port is a whole number')
      .min(MIN_PORT, `At least ${MIN_PORT}: machines do not run as root`)
      .max(65_535, 'At most 65535')
      .describe('TCP port, on every interface of the host, without a password'),
  }),
  z.object({ kind: z.literal('pty') }),
  z.object({ kind: z.literal('pts') }),
  z.object({
    kind: z.literal('tty'),
    device: path
      .refine((value) => /^\/dev\/[^/]/.test(value), 'A device is below /dev/')
      .describe('Terminal device of the host, such as /dev/ttyUSB0'),
  }),
  z.object({ kind: z.literal('xterm') }),
]);
export type LineChannel = z.output<typeof lineChannel>;
export type ChannelKind = LineChannel['kind'];

export const CHANNEL_KINDS = [
  'browser',
  'pts',
  'tty',
  'port',
  'fd',
  'xterm',
  'pty',
  'null',
  'none',
] as const satisfies readonly ChannelKind[];

export const machineLine = z.object({ name: consoleName, channel: lineChannel });
export type MachineLine = z.output<typeof machineLine>;

/** Lines that are not named are `null`. */
export const machineLines = z
  .array(machineLine)
  .refine((lines) => new Set(lines.map(({ name }) => name)).size === lines.length, 'A line is named twice')
  .refine(
    (lines) => lines.some(({ name, channel }) => name === KERNEL_LINE && channel.kind === 'browser'),
    'con0 stays in the browser: it is the kernel console, which incidents and the X-ray are read from',
  );

/** The kernel console: arch/um/kernel/um_arch.c appends `console=tty0`. */
export const KERNEL_LINE: ConsoleName = consoleName.parse('con0');

/** con0 is the kernel's log, con1 the login. */
export const DEFAULT_LINES: readonly MachineLine[] = [
  { name: KERNEL_LINE, channel: { kind: 'browser' } },
  { name: consoleName.parse('con1'), channel: { kind: 'browser' } },
];

/** Consoles before serial lines, each by number. */
export function compareLines(a: { name: ConsoleName }, b: { name: ConsoleName }): number {
  return lineOrder(a.name) - lineOrder(b.name);
}

function lineOrder(name: ConsoleName): number {
  return (name.startsWith('con') ? 0 : 100) + Number(name.slice(3));
}

/** What a line is called in the guest: /dev/tty1, /dev/ttyS0. */
export function guestDevice(name: ConsoleName): string {
  return `/dev/${name.startsWith('con') ? 'tty' : 'ttyS'}${name.slice(3)}`;
}

/** Whether two channels are the same, values included. */
export function sameChannel(a: LineChannel, b: LineChannel): boolean {
  if (a.kind === 'fd') return b.kind === 'fd' && a.path === b.path;
  if (a.kind === 'port') return b.kind === 'port' && a.port === b.port;
  if (a.kind === 'tty') return b.kind === 'tty' && a.device === b.device;
  return a.kind === b.kind;
}
