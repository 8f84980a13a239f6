import { join } from 'node:path';
import { machineId, type ConsoleName, type MachineId } from '@umlaut/contracts/model';

/** Where everything of one machine lies below $UMLAUT_HOME; docs/architecture.md, "State on disk". */
export interface MachinePaths {
  machineDir: string;
  launchFile: string;
  runFile: string;
  exitFile: string;
  /** Held locked by the monitor for its whole life. */
  lockFile: string;
  /** Standard output and error of the monitor. */
  monitorLog: string;
  disksDir: string;
  consolesDir: string;
  /** What the monitor kept when something went wrong inside the guest: `ID.json`. */
  incidentsDir: string;
  /** Root of the guest's hostfs. */
  shareDir: string;
  /** The guest's root, when it boots from a directory. */
  rootDir: string;
  /** States of the disks that were kept, a folder each. */
  snapshotsDir: string;
  /** File of a disk, by its number. */
  diskPath(number: number): string;
  consoleDir(name: ConsoleName): string;
}

export function machinePaths(home: string, id: MachineId): MachinePaths {
  return machineFiles(join(home, 'machines', id));
}

/** The same from the machine's own folder, as the monitor knows it. */
export function machineFiles(machineDir: string): MachinePaths {
  const disksDir = join(machineDir, 'disks');
  const consolesDir = join(machineDir, 'consoles');
  return {
    machineDir,
    launchFile: join(machineDir, 'launch.json'),
    runFile: join(machineDir, 'run.json'),
    exitFile: join(machineDir, 'exit.json'),
    lockFile: join(machineDir, 'lock'),
    monitorLog: join(machineDir, 'monitor.log'),
    disksDir,
    consolesDir,
    incidentsDir: join(machineDir, 'incidents'),
    shareDir: join(machineDir, 'share'),
    rootDir: join(machineDir, 'root'),
    snapshotsDir: join(machineDir, 'snapshots'),
    diskPath: (number) => join(disksDir, diskFileName(number)),
    consoleDir: (name) => join(consolesDir, name),
  };
}

/** Name of a disk's file in the folder of the disks, whatever its kind: the file outlives what it holds. */
export function diskFileName(number: number): string {
  return number === 0 ? 'root.cow' : `ubd${String.fromCharCode(97 + number)}`;
}

/** Sockets of one running machine. */
export interface RuntimePaths {
  runtimeDir: string;
  /** The monitor's HTTP endpoint. */
  monitorSocket: string;
  /** `uml_dir=` of the machine: the only part that its sandbox sees. */
  umlDir: string;
  /** Folder that UML makes and removes; must not exist when it starts. */
  umidDir: string;
  mconsoleSocket: string;
  /** Where UML sends its notifications. */
  notifySocket: string;
}

export function runtimePaths(runtimeRoot: string, id: MachineId): RuntimePaths {
  return runtimeFiles(join(runtimeRoot, id), id);
}

/** The same from the machine's own runtime folder, as the monitor knows it. */
export function runtimeFiles(runtimeDir: string, id: MachineId): RuntimePaths {
  const umlDir = join(runtimeDir, 'uml');
  const umidDir = join(umlDir, id);
  return {
    runtimeDir,
    monitorSocket: join(runtimeDir, 'monitor.sock'),
    umlDir,
    umidDir,
    mconsoleSocket: join(umidDir, 'mconsole'),
    notifySocket: join(umlDir, 'notify'),
  };
}

/** All ids are of one length, so this is known before there is a machine. */
export function longestSocketPath(runtimeRoot: string): string {
  return runtimePaths(runtimeRoot, machineId.parse('m-aaaaaaaaaa')).mconsoleSocket;
}
