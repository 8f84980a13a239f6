import type { Router } from '@orpc/server';
import type { ApiContract } from '@umlaut/contracts/http';
import type { ActivityLog } from '../activity/activity-log.ts';
import type { SessionService } from '../auth/session-service.ts';
import type { InsideParts } from '../compose-inside.ts';
import type { DiskService } from '../disks/disk-service.ts';
import type { EventStream } from '../events/event-stream.ts';
import type { GuestService } from '../sharing/guest-service.ts';
import type { HostService } from '../host/host-service.ts';
import type { ImageLibrary } from '../images/image-library.ts';
import type { ImageTasks } from '../images/image-tasks.ts';
import type { KernelLibrary } from '../kernels/kernel-library.ts';
import type { LineService } from '../lines/line-service.ts';
import type { MachineService } from '../machines/machine-service.ts';
import type { ShareService } from '../share/share-service.ts';
import type { SnapshotService } from '../snapshots/snapshot-service.ts';
import type { StorageService } from '../storage/storage-service.ts';
import type { TaskRegistry } from '../tasks/task-registry.ts';
import type { WorkspaceStore } from '../consoles/workspace-store.ts';
import type { LabParts } from '../compose-labs.ts';
import type { NicService } from '../nics/nic-service.ts';
import type { ConsoleParts } from '../compose-machines.ts';
import { activityRoutes } from './activity.routes.ts';
import type { ApiContext } from './api-context.ts';
import { consolesRoutes } from './consoles.routes.ts';
import { disksRoutes } from './disks.routes.ts';
import { guestsRoutes } from './guests.routes.ts';
import { hostRoutes } from './host.routes.ts';
import { imagesRoutes } from './images.routes.ts';
import { kernelsRoutes } from './kernels.routes.ts';
import { labsRoutes, nicsRoutes } from './labs.routes.ts';
import { linesRoutes } from './lines.routes.ts';
import { machinesRoutes } from './machines.routes.ts';
import { mconsoleRoutes } from './mconsole.routes.ts';
import { sessionRoutes } from './session.routes.ts';
import { shareRoutes } from './share.routes.ts';
import { snapshotsRoutes } from './snapshots.routes.ts';
import { storageRoutes } from './storage.routes.ts';
import { tasksRoutes } from './tasks.routes.ts';
import { workspaceRoutes } from './workspace.routes.ts';
import { xrayRoutes } from './xray.routes.ts';

export interface ApiServices {
  sessions: SessionService;
  machines: MachineService;
  disks: DiskService;
  storage: StorageService;
  images: ImageLibrary;
  imageTasks: ImageTasks;
  kernels: KernelLibrary;
  host: HostService;
  activity: ActivityLog;
  tasks: TaskRegistry;
  inside: InsideParts;
  consoles: ConsoleParts;
  lines: LineService;
  share: ShareService;
  snapshots: SnapshotService;
  workspaces: WorkspaceStore;
  guests: GuestService;
  labs: LabParts;
  nics: NicService;
  events: EventStream;
}

/** The whole contract, implemented. */
export function apiRoutes(services: ApiServices): Router<ApiContract, ApiContext> {
  return {
    session: sessionRoutes(services.sessions),
    machines: machinesRoutes(services.machines, services.disks, services.activity),
    disks: disksRoutes(services.disks),
    storage: storageRoutes(services.storage),
    images: imagesRoutes(services.images, services.imageTasks),
    kernels: kernelsRoutes(services.kernels),
    host: hostRoutes(services.host),
    activity: activityRoutes(services.activity, services.events),
    tasks: tasksRoutes(services.tasks, services.events),
    mconsole: mconsoleRoutes(services.inside.mconsole),
    xray: xrayRoutes(services.inside),
    consoles: consolesRoutes(services.consoles),
    lines: linesRoutes(services.lines),
    share: shareRoutes(services.share),
    snapshots: snapshotsRoutes(services.snapshots),
    workspace: workspaceRoutes(services.workspaces),
    guests: guestsRoutes(services.guests),
    labs: labsRoutes(services.labs),
    nics: nicsRoutes(services.nics),
  };
}
