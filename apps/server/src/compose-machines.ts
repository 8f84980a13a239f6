import type { ConsoleName, MachineId } from '@umlaut/contracts/model';
import { DiskWorker, sharesBlocks } from '@umlaut/core/disks';
import { readNicHostFacts } from '@umlaut/core/host';
import { machinePaths, measureRootDirectory, readLaunchSpec } from '@umlaut/core/machine';
import { ConsoleChecks } from './consoles/console-checks.ts';
import { ConsoleHistories } from './consoles/console-histories.ts';
import { ConsoleSearch } from './consoles/console-search.ts';
import { DiskService } from './disks/disk-service.ts';
import { LiveDisks } from './disks/live-disks.ts';
import type { Foundation } from './foundation.ts';
import { HostService, toNamedAccount } from './host/host-service.ts';
import { ImageLibrary } from './images/image-library.ts';
import { ImageMarks } from './images/image-marks.ts';
import { KernelLibrary } from './kernels/kernel-library.ts';
import { LineService } from './lines/line-service.ts';
import { adoptMachines } from './machines/adoption.ts';
import { composeLabs, type LabParts } from './compose-labs.ts';
import { composeInside, type InsideParts } from './compose-inside.ts';
import { Capacity } from './machines/capacity.ts';
import { KeyQueue } from './machines/key-queue.ts';
import { Launcher } from './machines/launcher.ts';
import { presentMachine } from './machines/machine-presenter.ts';
import { MachineRegistry } from './machines/machine-registry.ts';
import { MachineService } from './machines/machine-service.ts';
import { MachineStore } from './machines/machine-store.ts';
import { Power } from './machines/power.ts';
import { readRunIsolation } from './machines/run-isolation.ts';
import { RunSupervisor } from './machines/run-supervisor.ts';
import { MachineHostSide } from './networks/machine-host-side.ts';
import { Tunnels } from './networks/tunnels.ts';
import { LiveNics } from './nics/live-nics.ts';
import { NicChecks } from './nics/nic-checks.ts';
import { NicService } from './nics/nic-service.ts';
import { ShareService } from './share/share-service.ts';
import { settleAllSnapshots } from './snapshots/settle-snapshots.ts';
import { SnapshotService } from './snapshots/snapshot-service.ts';
import { WorkingDisks } from './snapshots/working-disks.ts';
import { PendingMerges } from './storage/pending-merges.ts';
import { finishInterruptedMerges } from './storage/merge-into-image.ts';
import { StorageService } from './storage/storage-service.ts';
import { ActSurvey } from './storage/act-survey.ts';
import { RootSizes } from './storage/root-sizes.ts';
import { StorageSurvey } from './storage/storage-survey.ts';
import { StatsSampler } from './machines/stats-sampler.ts';
import { StopTasks } from './machines/stop-tasks.ts';
import { UsagePublisher } from './machines/usage-publisher.ts';

export interface ConsoleParts {
  checks: ConsoleChecks;
  histories: ConsoleHistories;
  search: ConsoleSearch;
}

export interface MachineParts {
  images: ImageLibrary;
  kernels: KernelLibrary;
  host: HostService;
  registry: MachineRegistry;
  service: MachineService;
  inside: InsideParts;
  consoles: ConsoleParts;
  lines: LineService;
  disks: DiskService;
  storage: StorageService;
  share: ShareService;
  snapshots: SnapshotService;
  labs: LabParts;
  nics: NicService;
  close(): Promise<void>;
}

const MIB = 1024 * 1024;
/** For an operation on a machine to end before the server does. */
const QUEUE_GRACE_MS = 3_000;

/** Machines and what they are made of; what runs already is adopted when this returns. */
export async function composeMachines(base: Foundation): Promise<MachineParts> {
  const { config, account, directories, settings, events, activity, tasks, log } = base;
  const { home, runtimeRoot } = config;
  const machineDir = (id: MachineId): string => machinePaths(home, id).machineDir;

  const registry = new MachineRegistry({
    store: new MachineStore(base.db),
    events,
    log,
    present: (entry) =>
      presentMachine(entry, {
        kernelVersion: (id) => kernels.versionOf(id),
        imageLabel: (id) => images.labelOf(id),
        nextIsolation: () => host.isolation(),
      }),
  });
  await registry.load();

  const images = new ImageLibrary({
    marks: await ImageMarks.load(base.db),
    settings,
    events,
    activity,
    imagesDir: directories.images,
    countMachines: (id) => registry.countByImage(id),
    usersOf: (id) => registry.usersOfImage(id),
    onRelabelled: (id) => registry.republishWhere(({ imageId }) => imageId === id),
  });
  const kernels = new KernelLibrary({
    settings,
    events,
    activity,
    account,
    importedDir: directories.kernels,
    countMachines: (id) => registry.countByKernel(id),
    onChanged: (id) => registry.republishWhere(({ kernelId }) => kernelId === id),
  });
  const host = await HostService.create({
    home,
    runtimeRoot,
    account,
    kernels: () => kernels.files(),
    committedBytes: () => registry.committedMiB() * MIB,
  });
  await images.refresh();
  await kernels.scan();

  const worker = new DiskWorker();
  const imagesDir = directories.images;
  const pending = new PendingMerges(settings);
  await finishInterruptedMerges({ images, registry, worker, pending, home, activity, log });
  const requireNoMerge = (id: MachineId): void => pending.requireNone(id);

  const supervisor = new RunSupervisor({
    registry,
    activity,
    log,
    machineDir,
    isolationOf: (id) => readRunIsolation(machineDir(id), host.isolation()),
  });
  const queue = new KeyQueue<MachineId>();
  await adoptMachines({ registry, supervisor, queue, home, log });
  await settleAllSnapshots({ registry, home }, log);
  const working = new WorkingDisks({ registry, tasks, worker, home });
  working.beginAll();

  const tunnels = await Tunnels.load(settings);
  const hostSide = new MachineHostSide({
    registry,
    keeper: () => labs.namespace,
    tunnel: (id, nic) => tunnels.of(id, nic).launch,
    isolation: () => host.isolation(),
    hostBridges: config.hostBridges,
  });
  const nicChecks = new NicChecks({
    registry,
    kernel: (id) => kernels.files().find((file) => file.id === id) ?? null,
    host: (runAs) => readNicHostFacts({ runAs, isolation: host.isolation() }),
    account: toNamedAccount(account),
  });
  const capacity = new Capacity({
    usage: () => host.readUsage(),
    isolation: () => host.isolation(),
    committedBytes: () => registry.committedMiB() * MIB,
  });
  const launcher = new Launcher({
    registry,
    supervisor,
    activity,
    capacity,
    home,
    runtimeRoot,
    monitorPath: config.monitorPath,
    account: account.runAs,
    isolation: () => host.isolation(),
    kernelPath: ({ kernelId }) => kernels.pathOf(kernelId),
    imagePath: (id) => images.pathOf(id),
    nicChecks,
    hostSide,
    ensureDisks: (id) => working.ensureReady(id),
  });
  const diskPath = (id: MachineId, number: number): string => machinePaths(home, id).diskPath(number);
  const consoleDir = (id: MachineId, name: ConsoleName): string => machinePaths(home, id).consoleDir(name);
  const stats = new StatsSampler({ registry, events, usage: () => host.readUsage(), diskPath, log });
  const inside = await composeInside(base, { registry, supervisor, queue, kernels });
  const usagePublisher = new UsagePublisher({
    registry,
    republishImage: (id) => images.republish(id),
    republishKernel: (id) => kernels.republish(id),
  });
  const service = new MachineService({
    registry,
    supervisor,
    launcher,
    power: new Power({ registry, supervisor, activity, machineDir }),
    stopTasks: new StopTasks({ tasks, registry, supervisor }),
    queue,
    tasks,
    events,
    activity,
    capacity,
    stats,
    disks: worker,
    working,
    requireNoMerge,
    health: () => inside.xrays.health(),
    home,
    runtimeRoot,
    account: account.runAs,
    log,
    holdImage: (wanted) => images.hold(wanted),
    resolveKernel: (wanted) => kernels.resolve(wanted),
  });
  const labs = await composeLabs(base, {
    registry,
    tunnels,
    hostNeeds: (drawn) => hostSide.needs(drawn),
    machines: service,
    images: async () => (await images.list()).items,
    kernels: () => kernels.list().items,
    nicHost: () => nicChecks.host(),
    xrays: inside.xrays,
  });
  return {
    images,
    kernels,
    host,
    registry,
    service,
    inside,
    lines: new LineService({
      registry,
      mconsole: inside.mconsole,
      isolation: () => host.isolation(),
      account: account.runAs,
      display: process.env['DISPLAY'] ?? null,
    }),
    disks: new DiskService({
      registry,
      queue,
      activity,
      live: new LiveDisks(inside.mconsole),
      home,
      account: account.runAs,
      holdImage: (wanted) => images.hold(wanted),
      imagePath: (id) => images.pathOf(id),
      imageOfPath: (path) => images.idOfPath(path),
      working,
      requireNoMerge,
    }),
    snapshots: new SnapshotService({
      registry,
      queue,
      tasks,
      activity,
      working,
      requireNoMerge,
      worker,
      sharesBlocks: sharesBlocks(directories.machines),
      home,
      account: account.runAs,
      holdImage: (wanted) => images.hold(wanted),
    }),
    storage: new StorageService({
      registry,
      images,
      worker,
      facts: new ActSurvey({ registry, images, home, imagesDir }),
      survey: new StorageSurvey({
        registry,
        images,
        rootSizes: new RootSizes((path) => measureRootDirectory(path, account.runAs)),
        home,
      }),
      pending,
      queue,
      tasks,
      activity,
      home,
      imagesDir,
      ensureDisks: (id) => working.ensureReady(id),
    }),
    labs,
    nics: new NicService({
      registry,
      queue,
      activity,
      live: new LiveNics(inside.mconsole),
      checks: nicChecks,
      hostSide,
      launchSpec: (id) => readLaunchSpec(machineDir(id)),
      unlink: (id, number) => labs.service.unlink(id, number),
    }),
    share: new ShareService({
      registry,
      activity,
      shareDir: (id) => machinePaths(home, id).shareDir,
      account: account.runAs,
    }),
    consoles: {
      checks: new ConsoleChecks(registry),
      histories: new ConsoleHistories({ registry, queue, activity, consoleDir }),
      search: new ConsoleSearch({ registry, consoleDir }),
    },
    close: async () => {
      await labs.close();
      stats.close();
      await inside.close();
      usagePublisher.close();
      await worker[Symbol.asyncDispose]();
      await queue.idle(QUEUE_GRACE_MS);
      supervisor.close();
    },
  };
}
