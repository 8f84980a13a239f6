import type { LineChannel, MachineLine } from '@umlaut/contracts/model';
import { inSandbox } from './sandbox-device.ts';

/**
 * The value of `conN=` and `sslN=`, also for mconsole's `config`; arch/um/drivers/chan_kern.c, parse_chan.
 * @param fd descriptor that UML inherited for the line; browser and fd have one
 */
export function lineOption(
  channel: LineChannel,
  { fd, sandboxed }: { fd: number | undefined; sandboxed: boolean },
): string {
  switch (channel.kind) {
    case 'browser':
      if (fd === undefined) throw new Error('A line in the browser has a descriptor');
      // A pair, though both are one terminal: the kernel shows only half of it while no program has the line open.
      // Descriptor 0 is con0's, which writes to 1 as every program does.
      return fd === 0 ? 'fd:0,fd:1' : `fd:${fd},fd:${fd}`;
    case 'fd':
      if (fd === undefined) throw new Error('A line with channel fd has a descriptor');
      return `fd:${fd}`;
    case 'port':
      return `port:${channel.port}`;
    case 'tty':
      return `tty:${sandboxed ? inSandbox(channel.device) : channel.device}`;
    case 'null':
    case 'none':
    case 'pty':
    case 'pts':
    case 'xterm':
      return channel.kind;
  }
}

/** Descriptors of the lines whose file the monitor opens, after those of the consoles, in order. */
export function fileDescriptors(lines: readonly MachineLine[], first: number): Map<string, number> {
  const files = lines.filter(({ channel }) => channel.kind === 'fd');
  return new Map(files.map(({ name }, index) => [name, first + index]));
}
