import type { HealthLevel, IncidentKind, IncidentSummary } from '@umlaut/contracts/model';
import type { HealthInput, HealthReason } from './health-input.ts';
import { formatSpan } from './format-figures.ts';

interface Weight {
  level: HealthLevel;
  /** For how long it is worth a word; null: until the guest starts anew. */
  minutes: number | null;
  hint: string;
}

/** Severe first. A panic ends the machine and is told by its exit. */
const WEIGHTS: Readonly<Partial<Record<IncidentKind, Weight>>> = {
  hang: {
    level: 'bad',
    minutes: 5,
    hint: 'Look at the stacks that were kept with it; power off if it does not recover',
  },
  oops: { level: 'bad', minutes: null, hint: 'The kernel may go on wrongly: save what matters and reboot' },
  bug: { level: 'bad', minutes: null, hint: 'The kernel may go on wrongly: save what matters and reboot' },
  lockup: {
    level: 'bad',
    minutes: 5,
    hint: 'Something runs in the kernel without end; the trace that was kept says where',
  },
  'out-of-memory': {
    level: 'bad',
    minutes: 5,
    hint: 'Give the machine more memory, or run less in it',
  },
  'hung-task': {
    level: 'bad',
    minutes: 5,
    hint: 'It waits for a disk, a lock or a server; its stack that was kept says for what',
  },
  'file-system-error': {
    level: 'bad',
    minutes: null,
    hint: 'Power off and check the file system with fsck',
  },
  warning: { level: 'attention', minutes: 5, hint: 'The kernel met what it did not expect and went on' },
};

/** What the kernel reported in this run and still matters: one reason for each kind, the newest of it. Pure. */
export function incidentReasons({ incidents, state, now }: HealthInput): HealthReason[] {
  const boot = 'bootId' in state ? state.bootId : null;
  const ofThisRun = incidents
    .filter(({ bootId }) => bootId === boot)
    .toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return Object.entries(WEIGHTS).flatMap(([kind, weight]) => {
    const alike = ofThisRun.filter((incident) => incident.kind === kind && matters(incident, weight, now));
    const newest = alike[0];
    if (newest === undefined) return [];
    const again = alike.length > 1 ? `, ${alike.length} times` : '';
    const text = `${newest.title}${again} (${formatSpan(secondsSince(newest, now))} ago)`;
    return [{ level: weight.level, text, hint: weight.hint }];
  });
}

function matters(incident: IncidentSummary, { minutes }: Weight, now: number): boolean {
  return minutes === null || secondsSince(incident, now) <= minutes * 60;
}

function secondsSince({ at }: IncidentSummary, now: number): number {
  return Math.max(0, (now - Date.parse(at)) / 1000);
}
