import type { LineChannel } from '@umlaut/contracts/model';

/** What to type on the host to have the line in a terminal, or to see what comes out of it; null: nothing. */
export function attachCommand(channel: LineChannel | null, hostDevice: string | null): string | null {
  switch (channel?.kind) {
    case 'pts':
    case 'pty':
      return hostDevice === null ? null : `screen ${hostDevice}`;
    case 'port':
      return `telnet localhost ${channel.port}`;
    case 'fd':
      return `tail -f ${channel.path}`;
    case undefined:
    case 'browser':
    case 'null':
    case 'none':
    case 'tty':
    case 'xterm':
      return null;
  }
}
