import { consoleName } from '@umlaut/contracts/model';
import { z } from 'zod';

export const machineTab = z.enum(['consoles', 'cockpit', 'overview', 'disks', 'log']);
export type MachineTab = z.output<typeof machineTab>;

/** Parts of the tab Cockpit. */
const cockpitPanel = z.enum(['kernel', 'sysrq', 'devices', 'memory']);

/** What of a machine is shown, kept in the address. `console`: the one that a person picked; `panel`: of Cockpit. */
export const machineSearch = z.object({
  tab: machineTab.optional().catch(undefined),
  console: consoleName.optional().catch(undefined),
  panel: cockpitPanel.optional().catch(undefined),
});
