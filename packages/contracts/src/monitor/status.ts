import { z } from 'zod';
import {
  bootId,
  consoleName,
  incidentSummary,
  machineExit,
  machineId,
  machineLine,
  stopRung,
} from '../model/index.ts';

/**
 * The whole truth of a monitor, sent at `GET /v1/status` and, on every change, over `GET /v1/watch`
 * (WebSocket, JSON text frames). The last frame before the monitor ends has phase `ended`.
 */
export const monitorStatus = z.object({
  machineId,
  bootId,
  phase: z.enum(['starting', 'running', 'paused', 'stopping', 'rebooting', 'ended']),
  monitorPid: z.int(),
  /** Host pid of linux.uml, once known. */
  umlPid: z.int().nullable(),
  startedAt: z.iso.datetime(),
  runningSince: z.iso.datetime().nullable(),
  pausedAt: z.iso.datetime().nullable(),
  rung: stopRung.nullable(),
  /** Runs so far under this monitor: 1 plus the guest's reboots. */
  runCount: z.int(),
  /** Exit of the latest ended run; with phase `ended`, the machine's final one. */
  exit: machineExit.nullable(),
  consoles: z.array(consoleName),
  /** Lines that began with another channel than the browser. */
  hostLines: z.array(machineLine).default([]),
  commandLine: z.array(z.string()),
  mconsolePath: z.string(),
  /** Newest incident of this machine that this monitor has recorded (incidents/ID.json), or null. */
  lastIncident: incidentSummary.nullable(),
  /** MiB given back by `config mem=-N` and not taken again in this run, as far as this monitor was asked. */
  memoryTakenMiB: z.int(),
});
export type MonitorStatus = z.output<typeof monitorStatus>;

/** Written as `run.json` before the monitor reports anything, so that a restarted server can find it. */
export const runRecord = z.object({
  machineId,
  bootId,
  monitorPid: z.int(),
  /** Field 22 of /proc/PID/stat: with the pid, an identity that is never reused. */
  monitorStartTime: z.string(),
  /** The group to kill when the monitor is gone: bwrap's or UML's. Null until launched. */
  leaderPid: z.int().nullable(),
  leaderStartTime: z.string().nullable(),
  umlPid: z.int().nullable(),
  umlStartTime: z.string().nullable(),
  socketPath: z.string(),
  startedAt: z.iso.datetime(),
});
export type RunRecord = z.output<typeof runRecord>;

/** Written as `exit.json` (atomically) when a run ends, before the monitor says so on its socket. */
export const exitRecord = z.object({ machineId, bootId, exit: machineExit });
export type ExitRecord = z.output<typeof exitRecord>;
