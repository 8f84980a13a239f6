import type { LineReport } from '@umlaut/contracts/model';

/** What the kernel of a running machine tells of a line, in words. */
export function stateText({ live, device }: Pick<LineReport, 'live' | 'device'>): string {
  if (live === null) return 'Not known yet';
  switch (live.state) {
    case 'open':
      return `Open: a program in the guest uses ${device}`;
    case 'waiting':
      return 'A program in the guest waits for somebody to connect';
    case 'closed':
      return `Closed: no program in the guest has opened ${device}`;
    case 'unknown':
      return KNOWN[live.channel?.kind ?? ''] ?? `The kernel says "${live.answer}"`;
  }
}

const KNOWN: Readonly<Record<string, string>> = {
  browser: 'In the tab Consoles',
  null: 'Leads nowhere',
  none: 'The guest does not have it',
  fd: 'Goes to the file',
  tty: 'On the device',
  port: 'Listens',
  xterm: 'Opens a window when it is used',
};
