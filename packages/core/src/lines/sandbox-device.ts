const PTS = '/dev/pts/';
const STAND_IN = '/dev/host-pts-';

/**
 * Where a device of the host appears in the sandbox. That has a devpts of its own, in which no file can be made:
 * the host's pseudo-terminals get another name.
 */
export function inSandbox(device: string): string {
  return device.startsWith(PTS) ? `${STAND_IN}${device.slice(PTS.length)}` : device;
}

/** The host's name of a device that was bound by `inSandbox`. */
export function onHost(path: string): string {
  return path.startsWith(STAND_IN) ? `${PTS}${path.slice(STAND_IN.length)}` : path;
}

/**
 * The host's name of a pseudo-terminal that a UML in a sandbox made. proc(5), /proc/PID/root: the sandbox's own
 * view of the file system, for root and for the machine's account.
 */
export function madeInSandbox(device: string, umlPid: number): string {
  return `/proc/${umlPid}/root${device}`;
}
