import type { Logger } from 'pino';
import type { ActivityLog } from './activity/activity-log.ts';
import type { ServerConfig } from './config.ts';
import type { Database } from './database/connection.ts';
import type { Settings } from './database/settings.ts';
import type { EventStream } from './events/event-stream.ts';
import type { MachineAccount } from './host/machine-account.ts';
import type { TaskRegistry } from './tasks/task-registry.ts';

/** What every part stands on. */
export interface Foundation {
  config: ServerConfig;
  account: MachineAccount;
  directories: Directories;
  db: Database;
  settings: Settings;
  events: EventStream;
  activity: ActivityLog;
  tasks: TaskRegistry;
  log: Logger;
}

/** Folders below $UMLAUT_HOME. */
export interface Directories {
  images: string;
  kernels: string;
  machines: string;
}
