import { isThere } from '../process/index.ts';

/** UML runs `in.telnetd -L PORT_HELPER` for each connection and is sent a terminal by the latter; port_user.c. */
export const PORT_HELPER = '/usr/lib/uml/port-helper';
export const BUSYBOX = '/usr/bin/busybox';

export interface PortScript {
  /** In the folder that is first on UML's PATH. */
  name: string;
  text: string;
}

export const TELNETD_NAME = 'in.telnetd';
export const LOGIN_NAME = 'login';

/**
 * Debian has no telnetd any more that takes -L and needs no certificate; busybox has one that takes the program to
 * run as -l. It is made to look like the one that UML wants. The helper starts a session of its own: by the umid
 * among its words it is found when the machine ends, and it ignores that.
 */
export function portScripts(folder: string, umid: string): PortScript[] {
  return [
    { name: TELNETD_NAME, text: script(`${BUSYBOX} telnetd -i -l ${folder}/${LOGIN_NAME}`) },
    { name: LOGIN_NAME, text: script(`${PORT_HELPER} umid=${umid}`) },
  ];
}

function script(command: string): string {
  return `#!${BUSYBOX} sh\nexec ${command}\n`;
}

const XTERMS = ['/usr/bin/xterm', '/usr/local/bin/xterm'];

export async function findXterm(): Promise<string | null> {
  for (const path of XTERMS) if (await isThere(path)) return path;
  return null;
}
