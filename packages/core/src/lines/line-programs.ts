import { access, constants } from 'node:fs/promises';

/** UML runs `in.telnetd -L PORT_HELPER` for each connection and is sent a terminal by the latter; port_user.c. */
export const PORT_HELPER = '/usr/lib/uml/port-helper';
export const BUSYBOX = '/usr/bin/busybox';

/**
 * Debian has no telnetd any more that takes -L and needs no certificate; busybox has one that takes the program to
 * run as -l. It is made to look like the one that UML wants.
 */
export const TELNETD_SCRIPT = `#!${BUSYBOX} sh
exec ${BUSYBOX} telnetd -i -l "$2"
`;
export const TELNETD_NAME = 'in.telnetd';

const XTERMS = ['/usr/bin/xterm', '/usr/local/bin/xterm'];

export async function findXterm(): Promise<string | null> {
  for (const path of XTERMS) if (await isThere(path)) return path;
  return null;
}

export async function isThere(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
}
