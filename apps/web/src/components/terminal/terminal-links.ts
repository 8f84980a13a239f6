import { WebLinksAddon } from '@xterm/addon-web-links';
import type { ILinkHandler } from '@xterm/xterm';

const LEADS_OUT = /^https?:\/\//i;

/** Links that the guest writes: those it names by itself (OSC 8; xterm.js leaves all but http alone), and addresses in its text. */
export function terminalLinks(place: HTMLElement): { handler: ILinkHandler; addon: WebLinksAddon } {
  const show = (uri: string): void => {
    place.title = linkHint(uri);
  };
  const leave = (): void => {
    place.title = '';
  };
  return {
    handler: { activate: openLink, hover: (_event, uri) => show(uri), leave },
    addon: new WebLinksAddon(openLink, { hover: (_event, uri) => show(uri), leave }),
  };
}

/** Where it leads, which its text need not say. Pure. */
export function linkHint(uri: string): string {
  // Text may be written backwards, and lines be added: neither hides the host.
  // oxlint-disable-next-line no-control-regex
  const plain = uri.replaceAll(/[\u0000-\u001F\u007F-\u009F\u200B-\u200F\u2028-\u202E\u2066-\u2069]/g, '�');
  const short = plain.length > 300 ? `${plain.slice(0, 300)}…` : plain;
  return `${short}\nCtrl or ⌘ and click to open`;
}

/** The guest writes the address: open it only on purpose, and give it no hold on this page. */
function openLink(event: MouseEvent, uri: string): void {
  if (!event.ctrlKey && !event.metaKey) return;
  if (LEADS_OUT.test(uri)) window.open(uri, '_blank', 'noopener,noreferrer');
}
