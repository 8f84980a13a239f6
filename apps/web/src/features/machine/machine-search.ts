import { consoleName } from '@umlaut/contracts/model';
import { z } from 'zod';

export const machineTab = z.enum(['consoles', 'overview', 'disks', 'log']);
export type MachineTab = z.output<typeof machineTab>;

/** What of a machine is shown, kept in the address. `console`: the one that a person picked. */
export const machineSearch = z.object({
  tab: machineTab.optional().catch(undefined),
  console: consoleName.optional().catch(undefined),
});
