export { configuredInterfaces } from './configured-interfaces.ts';
export { describeHealth } from './describe-health.ts';
export { GuestLook, type GuestLookOptions } from './guest-look.ts';
export type { HealthInput } from './health-input.ts';
export { probeQueue, type QueueProbe } from './probe-queue.ts';
export type { AskGuest } from './question.ts';
export { toPoint } from './to-point.ts';
