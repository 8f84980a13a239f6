import { z } from 'zod';

const MACHINE_SORTS = ['name', 'state', 'kernel', 'image', 'memory', 'uptime', 'cpu', 'created'] as const;
export type MachineSort = (typeof MACHINE_SORTS)[number];

/** What a person would call the state: phases that pass by count as the one they lead to. */
export const STATE_FILTERS = ['running', 'paused', 'changing', 'stopped', 'failed'] as const;
export type StateFilter = (typeof STATE_FILTERS)[number];

/** Filter and order of the machines page, kept in the address so that it can be shared and survives reloads. */
export const machinesSearch = z.object({
  q: z.string().max(200).optional().catch(undefined),
  state: z.enum(STATE_FILTERS).optional().catch(undefined),
  sort: z.enum(MACHINE_SORTS).optional().catch(undefined),
  desc: z.boolean().optional().catch(undefined),
});
export type MachinesSearch = z.output<typeof machinesSearch>;
