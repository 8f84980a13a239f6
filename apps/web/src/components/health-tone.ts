import type { HealthLevel } from '@umlaut/contracts/model';
import type { StatusTone } from './machine-status.ts';

/** How a verdict on a guest is coloured, everywhere. */
export const HEALTH_TONE: Readonly<Record<HealthLevel, StatusTone>> = {
  good: 'good',
  attention: 'warn',
  bad: 'bad',
  unknown: 'idle',
};
