import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { User } from '@umlaut/contracts/model';
import { machinePaths, prepareFolders } from '@umlaut/core/machine';
import { removeUnfinished } from '@umlaut/core/process';
import type { Express } from 'express';
import type { Logger } from 'pino';
import { ActivityLog } from './activity/activity-log.ts';
import { createApp } from './app.ts';
import { ensureApiToken } from './auth/api-token.ts';
import { Authenticator } from './auth/authenticator.ts';
import { OriginPolicy } from './auth/origin-policy.ts';
import { SessionService } from './auth/session-service.ts';
import { SessionStore } from './auth/session-store.ts';
import { SignInLinks } from './auth/sign-in-links.ts';
import { ensureAdministrator } from './auth/users.ts';
import { composeMachines } from './compose-machines.ts';
import type { ServerConfig } from './config.ts';
import { WorkspaceStore } from './consoles/workspace-store.ts';
import { openDatabase } from './database/connection.ts';
import { Settings } from './database/settings.ts';
import { EventStream } from './events/event-stream.ts';
import type { Directories, Foundation } from './foundation.ts';
import { findMachineAccount } from './host/machine-account.ts';
import { ImageTasks } from './images/image-tasks.ts';
import { startKernelImport } from './kernels/kernel-import.ts';
import { createLog } from './log/create-log.ts';
import { removeTrash } from './machines/deletion.ts';
import type { ApiServices } from './routes/index.ts';
import { TaskRegistry } from './tasks/task-registry.ts';
import { UMLAUT_VERSION } from './version.ts';
import { GuestLinkStore } from './sharing/guest-link-store.ts';
import { GuestService } from './sharing/guest-service.ts';
import { GuestSockets } from './sharing/guest-sockets.ts';
import { identifyVisitor } from './ws/console-visitor.ts';
import { serveConsole, type ConsoleProxyDeps } from './ws/console-proxy.ts';
import { serveEvents } from './ws/events-socket.ts';
import { serveLab } from './ws/lab-socket.ts';
import { Upgrader } from './ws/upgrade.ts';
import { serveXray } from './ws/xray-socket.ts';

/** For builds, copies and imports to clean up after themselves when the server stops. */
const TASK_GRACE_MS = 3_000;

export interface ServerParts {
  app: Express;
  upgrader: Upgrader;
  services: ApiServices;
  administrator: User;
  log: Logger;
  /** Tells where browsers reach the server, once it listens. */
  setOrigin(origin: string): void;
  /** Health checks fail from here on. */
  markStopping(): void;
  /** Ends everything that `compose` began, in reverse order. */
  close(): Promise<void>;
}

/**
 * Builds the whole server: the only place that constructs. What runs is adopted before this returns.
 * @throws HOST_UNSUPPORTED, PATH_UNSUPPORTED with what to do
 */
export async function compose(config: ServerConfig): Promise<ServerParts> {
  const { home, runtimeRoot } = config;
  const account = await findMachineAccount();
  await prepareFolders({ home, runtimeRoot, account: account.runAs });
  const directories = await makeDirectories(home, account.runAs === null ? 0o700 : 0o711);
  const apiToken = await ensureApiToken(home);

  const disposers = new AsyncDisposableStack();
  try {
    const { log } = disposers.use(createLog(config));
    const db = await openDatabase(join(home, 'umlaut.db'));
    disposers.defer(() => db.destroy());
    const administrator = await ensureAdministrator(db);
    const settings = await Settings.load(db);
    const events = new EventStream();
    const activity = new ActivityLog({ db, events, log });
    const tasks = new TaskRegistry(events, log);
    await removeTrash(home, log);
    for (const path of Object.values({ home, ...directories })) await removeUnfinished(path);

    const base: Foundation = { config, account, directories, db, settings, events, activity, tasks, log };
    const machines = await composeMachines(base);
    disposers.defer(() => machines.close());
    // Before that: what is being built or copied may still need the database.
    disposers.defer(() => tasks.endAll(TASK_GRACE_MS));
    const { images, kernels } = machines;
    const imageTasks = new ImageTasks({ images, tasks, activity, imagesDir: directories.images });
    const kernelImport = { kernels, tasks, activity, account, importedDir: directories.kernels };
    if (images.isEmpty) imageTasks.buildStarter('system');

    let origin = '';
    let isStopping = false;
    const sessionStore = new SessionStore(db);
    const links = new SignInLinks(db);
    const guestLinks = new GuestLinkStore(db);
    const guestSockets = new GuestSockets();
    const authenticator = new Authenticator({
      sessions: sessionStore,
      apiToken,
      administrator,
      admitGuest: (secret, now) => guestLinks.admit(secret, now),
    });
    const originPolicy = new OriginPolicy({ boundHost: config.host, allowedHosts: config.allowedHosts });
    const sessions = new SessionService({
      links,
      sessions: sessionStore,
      activity,
      administrator,
      origin: () => origin,
    });
    const consoles: ConsoleProxyDeps = {
      find: (id) => machines.registry.find(id),
      consoleDir: (id, name) => machinePaths(home, id).consoleDir(name),
      log,
    };
    const services: ApiServices = {
      sessions,
      machines: machines.service,
      images,
      imageTasks,
      kernels,
      host: machines.host,
      activity,
      tasks,
      events,
      inside: machines.inside,
      consoles: machines.consoles,
      lines: machines.lines,
      disks: machines.disks,
      storage: machines.storage,
      share: machines.share,
      snapshots: machines.snapshots,
      labs: machines.labs,
      nics: machines.nics,
      workspaces: new WorkspaceStore(db),
      guests: new GuestService({
        store: guestLinks,
        sockets: guestSockets,
        registry: machines.registry,
        activity,
      }),
    };
    const upgrader = new Upgrader({
      authenticator,
      originPolicy,
      sessions: sessionStore,
      guests: guestSockets,
      log,
      handlers: {
        events: (socket, query) => serveEvents(events, socket, query),
        xray: (socket, machine) => serveXray(machines.inside.xrays, socket, machine),
        lab: (socket, lab) => serveLab(machines.labs.live, socket, lab),
        console: (socket, target, principal) =>
          serveConsole(consoles, socket, target, identifyVisitor(principal, target.query)),
      },
    });
    const app = await createApp({
      services,
      importers: {
        image: (upload) => imageTasks.import(upload),
        kernel: (upload) => startKernelImport(kernelImport, upload),
      },
      authenticator,
      originPolicy,
      db,
      log,
      webDir: config.webDir,
      version: UMLAUT_VERSION,
      isStopping: () => isStopping,
    });
    return {
      app,
      upgrader,
      services,
      administrator,
      log,
      setOrigin: (value) => (origin = value),
      markStopping: () => (isStopping = true),
      close: () => disposers.disposeAsync(),
    };
  } catch (error) {
    await disposers.disposeAsync();
    throw error;
  }
}

async function makeDirectories(home: string, mode: number): Promise<Directories> {
  const directories = {
    images: join(home, 'images'),
    kernels: join(home, 'kernels'),
    machines: join(home, 'machines'),
  };
  for (const path of Object.values(directories)) await mkdir(path, { recursive: true, mode });
  return directories;
}
