import { basename } from 'node:path';

/** Debian installs linux.uml; a kernel's own `make install` calls it linux. */
export const SYSTEM_PATHS: readonly string[] = [
  '/usr/bin/linux.uml',
  '/usr/bin/linux',
  '/usr/local/bin/linux.uml',
  '/usr/local/bin/linux',
];

/** Ids that the kernels of a host have, or would have after an installation: not for imported ones. */
export const RESERVED_IDS: ReadonlySet<string> = new Set(SYSTEM_PATHS.map((path) => basename(path)));
