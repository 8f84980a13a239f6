import type { IncidentKind } from '@umlaut/contracts/model';
import type { StatusTone } from '../../../components/machine-status.ts';

/** What an incident is called, and how bad it is. */
export const INCIDENT_KINDS: Readonly<Record<IncidentKind, { label: string; tone: StatusTone }>> = {
  panic: { label: 'Panic', tone: 'bad' },
  hang: { label: 'Hang', tone: 'bad' },
  oops: { label: 'Oops', tone: 'bad' },
  bug: { label: 'Bug', tone: 'bad' },
  'out-of-memory': { label: 'Out of memory', tone: 'bad' },
  'hung-task': { label: 'Hung task', tone: 'warn' },
  lockup: { label: 'Lockup', tone: 'bad' },
  'file-system-error': { label: 'File system', tone: 'bad' },
  warning: { label: 'Warning', tone: 'warn' },
};
