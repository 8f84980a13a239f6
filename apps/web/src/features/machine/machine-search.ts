import { consoleName, incidentId, sharePath } from '@umlaut/contracts/model';
import { z } from 'zod';

export const machineTab = z.enum([
  'consoles',
  'history',
  'xray',
  'cockpit',
  'overview',
  'disks',
  'snapshots',
  'lines',
  'network',
  'share',
  'log',
]);
export type MachineTab = z.output<typeof machineTab>;

/** Parts of the tab Cockpit. */
const cockpitPanel = z.enum(['kernel', 'sysrq', 'devices', 'memory']);

/** Parts of the tab X-ray. */
const xrayView = z.enum(['now', 'files', 'incidents']);

/**
 * What of a machine is shown, kept in the address. `console`: the one that a person picked; `at`: the
 * offset in its history, or `boot` and `t`: a run and the second of it; `panel`: of Cockpit;
 * `view`: of X-ray, with the guest's file and the incident that are open there;
 * `folder`: of Share.
 */
export const machineSearch = z.object({
  tab: machineTab.optional().catch(undefined),
  console: consoleName.optional().catch(undefined),
  at: z.int().min(0).optional().catch(undefined),
  boot: z.coerce.string().max(100).optional().catch(undefined),
  t: z.number().min(0).optional().catch(undefined),
  panel: cockpitPanel.optional().catch(undefined),
  view: xrayView.optional().catch(undefined),
  path: z.string().startsWith('/').optional().catch(undefined),
  incident: incidentId.optional().catch(undefined),
  folder: sharePath.optional().catch(undefined),
});
