export type { RunAs } from './account.ts';
export { checkCapacity, type CapacityRequest } from './check-capacity.ts';
export { detectIsolation, type DetectIsolationOptions } from './detect-isolation.ts';
export { FootprintMeter, type FootprintRequest } from './footprint-meter.ts';
export { formatBytes } from './format-bytes.ts';
export { formatChecks, type FormatChecksOptions } from './format-checks.ts';
export { findProgram } from './checks/find-program.ts';
export {
  hostAddressObstacle,
  hostFilterObstacle,
  hostSocketObstacle,
  hostTapObstacle,
} from './host-end-obstacle.ts';
export { HostMeter } from './host-meter.ts';
export { MachineMeter, type MeteredMachine } from './machine-meter.ts';
export { readNicHostFacts } from './nic-host-facts.ts';
export { runChecks, type RunChecksOptions } from './run-checks.ts';
