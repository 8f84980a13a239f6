import {
  activityEntry,
  labId,
  type ActivityEntry,
  type LabId,
  type MachineId,
} from '@umlaut/contracts/model';

export type ActivitySeverity = ActivityEntry['severity'];

/** Query keys of everything that the event stream keeps true. */
export const LIVE_KEYS = {
  machines: ['live', 'machines'],
  images: ['live', 'images'],
  kernels: ['live', 'kernels'],
  tasks: ['live', 'tasks'],
  activity: ['live', 'activity'],
  labs: ['live', 'labs'],
  /** Each lab that is or was open, whole. */
  lab: ['live', 'lab'],
} as const;

export function activityKey(severity: ActivitySeverity | undefined): readonly unknown[] {
  return [...LIVE_KEYS.activity, severity ?? 'all'];
}

/** The filter that an activity key was made with. */
export function activitySeverityOf(key: readonly unknown[]): ActivitySeverity | undefined {
  const parsed = activityEntry.shape.severity.safeParse(key.at(-1));
  return parsed.success ? parsed.data : undefined;
}

/**
 * Key for what belongs to one machine but is not on the stream: its history. Fetched again whenever
 * something is added to that machine's activity.
 */
export function machineActivityKey(id: MachineId): readonly unknown[] {
  return ['machine', id, 'activity'];
}

export function labKey(id: LabId): readonly unknown[] {
  return [...LIVE_KEYS.lab, id];
}

/** The lab that a key of `LIVE_KEYS.lab` was made with. */
export function labOf(key: readonly unknown[]): LabId | null {
  return labId.safeParse(key.at(-1)).data ?? null;
}
