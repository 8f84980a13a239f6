import type { Migration } from 'kysely/migration';
import { initial } from './0001-initial.ts';
import { inside } from './0002-inside.ts';
import { lines } from './0003-lines.ts';
import { guestLinks } from './0004-guest-links.ts';
import { workspaces } from './0005-workspaces.ts';
import { consoleLogs } from './0006-console-logs.ts';
import { consoleLogLimit } from './0011-console-log-limit.ts';
import { disks } from './0007-disks.ts';
import { labs } from './0010-labs.ts';
import { machineRoot } from './0009-machine-root.ts';
import { snapshots } from './0008-snapshots.ts';

/** In order of their names; a static record, so that the bundle holds them. Never edit one that was released. */
export const MIGRATIONS: Record<string, Migration> = {
  '0001-initial': initial,
  '0002-inside': inside,
  '0003-lines': lines,
  '0004-guest-links': guestLinks,
  '0005-workspaces': workspaces,
  '0006-console-logs': consoleLogs,
  '0007-disks': disks,
  '0008-snapshots': snapshots,
  '0009-machine-root': machineRoot,
  '0010-labs': labs,
  '0011-console-log-limit': consoleLogLimit,
};
