import { lineChannel, type ChannelKind, type LineChannel } from '@umlaut/contracts/model';

/** A channel while it is being chosen: what was typed for one kind is still there after a look at another. */
export interface ChannelDraft {
  kind: ChannelKind;
  device: string;
  path: string;
  port: number | string;
}

const EMPTY: Omit<ChannelDraft, 'kind'> = { device: '', path: '', port: '' };

export function draftOf(channel: LineChannel): ChannelDraft {
  switch (channel.kind) {
    case 'fd':
      return { ...EMPTY, kind: 'fd', path: channel.path };
    case 'port':
      return { ...EMPTY, kind: 'port', port: channel.port };
    case 'tty':
      return { ...EMPTY, kind: 'tty', device: channel.device };
    case 'browser':
    case 'null':
    case 'none':
    case 'pts':
    case 'pty':
    case 'xterm':
      return { ...EMPTY, kind: channel.kind };
  }
}

export type DraftResult =
  | { channel: LineChannel; problem: null }
  /** Of the one field that the kind has. */
  | { channel: null; problem: string };

export function readDraft(draft: ChannelDraft): DraftResult {
  const parsed = lineChannel.safeParse(draft);
  if (parsed.success) return { channel: parsed.data, problem: null };
  return { channel: null, problem: parsed.error.issues[0]?.message ?? 'This cannot be used' };
}
