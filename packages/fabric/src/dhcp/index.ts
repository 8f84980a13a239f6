export { MAX_LEASES } from './lease-table.ts';
export { SwitchService, type SwitchNames, type SwitchServiceOptions } from './switch-service.ts';
