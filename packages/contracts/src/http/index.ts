import { activityContract } from './activity.ts';
import { consolesContract } from './consoles.ts';
import { disksContract } from './disks.ts';
import { guestsContract } from './guests.ts';
import { hostContract } from './host.ts';
import { imagesContract } from './images.ts';
import { kernelsContract } from './kernels.ts';
import { labsContract, nicsContract } from './labs.ts';
import { linesContract } from './lines.ts';
import { machinesContract } from './machines.ts';
import { mconsoleContract } from './mconsole.ts';
import { sessionContract } from './session.ts';
import { shareContract } from './share.ts';
import { snapshotsContract } from './snapshots.ts';
import { storageContract } from './storage.ts';
import { tasksContract } from './tasks.ts';
import { workspaceContract } from './workspace.ts';
import { xrayContract } from './xray.ts';

export const API_PREFIX = '/api/v1';
export const SESSION_COOKIE = 'umlaut_session';

export const apiContract = {
  session: sessionContract,
  machines: machinesContract,
  disks: disksContract,
  storage: storageContract,
  images: imagesContract,
  kernels: kernelsContract,
  host: hostContract,
  activity: activityContract,
  tasks: tasksContract,
  mconsole: mconsoleContract,
  xray: xrayContract,
  consoles: consolesContract,
  lines: linesContract,
  share: shareContract,
  snapshots: snapshotsContract,
  workspace: workspaceContract,
  guests: guestsContract,
  labs: labsContract,
  nics: nicsContract,
};
export type ApiContract = typeof apiContract;

export * from './activity.ts';
export * from './consoles.ts';
export * from './disks.ts';
export * from './guests.ts';
export * from './host.ts';
export * from './images.ts';
export * from './kernels.ts';
export * from './labs.ts';
export * from './lines.ts';
export * from './machines.ts';
export * from './mconsole.ts';
export * from './session.ts';
export * from './share.ts';
export * from './snapshots.ts';
export * from './storage.ts';
export * from './tasks.ts';
export * from './workspace.ts';
export * from './xray.ts';
