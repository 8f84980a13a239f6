import { z } from 'zod';
import { bootId } from './ids.ts';
import { backtrace, kernelReport } from './kernel-report.ts';

/** What went wrong inside a guest. Severe first. */
export const incidentKind = z.enum([
  /** The kernel gave up; the machine has ended. */
  'panic',
  /** The guest's watchdog was not fed for 60 s (mconsole HANG notification). */
  'hang',
  'oops',
  'bug',
  'out-of-memory',
  /** `INFO: task X blocked for more than N seconds`. */
  'hung-task',
  /** A soft lockup or an RCU stall. */
  'lockup',
  /** A file system reported an error. */
  'file-system-error',
  'warning',
]);
export type IncidentKind = z.output<typeof incidentKind>;

/** Grows by one within a machine, over all its runs. */
export const incidentId = z.int().min(1);

export const incidentSummary = z.object({
  id: incidentId,
  at: z.iso.datetime(),
  bootId,
  kind: incidentKind,
  /** One sentence: "Out of memory: the kernel ended hog (pid 71)". */
  title: z.string(),
});
export type IncidentSummary = z.output<typeof incidentSummary>;

/** What the kernel was asked at that moment, and what it said. */
const evidence = z.object({ line: z.string(), text: z.string(), truncated: z.boolean() });

/** As a monitor keeps it, `incidents/ID.json` in the machine's folder: raw evidence, taken at once. */
export const incidentRecord = incidentSummary.extend({
  /** The lines that gave it away. */
  lines: z.array(z.string()),
  /** The kernel console's last lines at that moment (panic: at the end). */
  kernelLog: z.array(z.string()),
  /** Empty when the kernel could not be asked: after a panic, and while it is paused. */
  evidence: z.array(evidence),
});
export type IncidentRecord = z.output<typeof incidentRecord>;

/** A record decoded: the call traces of its log, and each answer as what it is. */
export const incident = incidentRecord.extend({
  traces: z.array(backtrace),
  evidence: z.array(evidence.extend({ report: kernelReport.nullable() })),
});
export type Incident = z.output<typeof incident>;
