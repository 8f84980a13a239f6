import { oc } from '@orpc/contract';
import { z } from 'zod';
import { channelChoice, consoleName, lineChannel, lineReport, machineId } from '../model/index.ts';

const tags = ['Lines'];

export const machineLineList = z.object({
  /** Configured lines, and those of the run that lead anywhere. */
  items: z.array(lineReport),
  /** What could be chosen, for the next start. */
  choices: z.array(channelChoice),
  /** Why the kernel could not be asked although the machine runs; null otherwise. */
  silence: z.string().nullable(),
});
export type MachineLineList = z.output<typeof machineLineList>;

export const linesContract = {
  list: oc
    .route({
      method: 'GET',
      path: '/machines/{id}/lines',
      tags,
      summary: 'Consoles and serial lines: what is configured, what the kernel says, how to attach',
    })
    .input(z.object({ id: machineId }))
    .output(machineLineList),

  apply: oc
    .route({
      method: 'POST',
      path: '/machines/{id}/lines/{name}/apply',
      tags,
      summary: 'Change a line of the running machine, until it stops; the configuration stays as it is',
    })
    .input(z.object({ id: machineId, name: consoleName, channel: lineChannel }))
    .output(lineReport),
};
