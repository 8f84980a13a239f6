import { FIRST_STEPS } from './first-steps.ts';
import type { LabPlan } from './lab-plan.ts';
import { ROUTING } from './routing.ts';
import { SWITCHING } from './switching.ts';

/** In the order of the gallery. */
export const LAB_PLANS: readonly LabPlan[] = [...FIRST_STEPS, ...SWITCHING, ...ROUTING];
export type { LabPlan } from './lab-plan.ts';
