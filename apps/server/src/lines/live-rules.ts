import { UmlautError } from '@umlaut/contracts/errors';
import { KERNEL_LINE, sameChannel, type ConsoleName, type LineChannel } from '@umlaut/contracts/model';
import type { MonitorStatus } from '@umlaut/contracts/monitor';

export interface LiveChange {
  name: ConsoleName;
  channel: LineChannel;
  /** How the run began. */
  status: Pick<MonitorStatus, 'consoles' | 'hostLines'>;
  sandboxed: boolean;
}

const NEXT_START = 'Save it: the next start does it';

/**
 * What a running machine cannot do because it was not started for it: descriptors are inherited, and a sandbox
 * holds what its lines needed when it was made.
 * @throws UmlautError INVALID_INPUT, LINE_UNAVAILABLE with field `channel`
 */
export function assertLiveChange({ name, channel, status, sandboxed }: LiveChange): void {
  if (name === KERNEL_LINE) {
    throw new UmlautError('INVALID_INPUT', 'con0 stays in the browser: it is the kernel console.', {
      field: 'channel',
    });
  }
  const reason = obstacle({ name, channel, status, sandboxed });
  if (reason === null) return;
  throw new UmlautError('LINE_UNAVAILABLE', reason, { field: 'channel', hint: NEXT_START });
}

function obstacle({ name, channel, status, sandboxed }: LiveChange): string | null {
  const began = status.hostLines.find((line) => line.name === name)?.channel;
  switch (channel.kind) {
    case 'null':
    case 'none':
    case 'pts':
      return null;
    case 'browser':
      return status.consoles.includes(name)
        ? null
        : `${name} did not begin in the browser, so nobody has opened a terminal for it.`;
    case 'fd':
      return began !== undefined && sameChannel(began, channel)
        ? null
        : `${channel.path} was not opened for ${name} when the machine started.`;
    case 'tty':
      return !sandboxed || status.hostLines.some((line) => sameChannel(line.channel, channel))
        ? null
        : `${channel.device} is not in the machine's sandbox, which holds only devices that it was started with.`;
    case 'port':
    case 'pty':
    case 'xterm':
      return status.hostLines.some((line) => line.channel.kind === channel.kind)
        ? null
        : `The machine was started without what a line with channel ${channel.kind} needs.`;
  }
}
