import type { ChannelKind, LineChannel } from '@umlaut/contracts/model';

export interface ChannelText {
  label: string;
  description: string;
}

/** What each channel is, for a person who chooses one. */
export const CHANNEL_TEXTS: Readonly<Record<ChannelKind, ChannelText>> = {
  browser: { label: 'Browser', description: 'A console in the tab Consoles, kept and searchable.' },
  pts: {
    label: 'Pseudo-terminal (pts)',
    description: 'A new one, made when a program in the guest opens the line. Attach to it with screen.',
  },
  tty: {
    label: 'Terminal device (tty)',
    description: 'A serial port or terminal of the host. The machine gets that device and no other.',
  },
  port: {
    label: 'TCP port (port)',
    description: 'For telnet. On every interface of the host, without a password.',
  },
  fd: {
    label: 'File (fd)',
    description: 'What the guest puts out is added to a file of the host, whatever its size. No input.',
  },
  xterm: { label: 'Window (xterm)', description: 'A terminal window on the display of the host.' },
  pty: { label: 'BSD pseudo-terminal (pty)', description: 'The old kind, where the host still has it.' },
  null: { label: 'Nothing (null)', description: 'Output is dropped, and nothing comes in.' },
  none: { label: 'No line (none)', description: 'The guest cannot open it.' },
};

/** A channel in a few words: "port 9000". */
export function channelText(channel: LineChannel): string {
  switch (channel.kind) {
    case 'browser':
      return 'Browser';
    case 'fd':
      return `file ${channel.path}`;
    case 'port':
      return `port ${channel.port}`;
    case 'tty':
      return channel.device;
    case 'null':
    case 'none':
    case 'pts':
    case 'pty':
    case 'xterm':
      return channel.kind;
  }
}
