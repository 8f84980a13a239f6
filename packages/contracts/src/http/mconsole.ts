import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  MAX_MCONSOLE_LINE_BYTES,
  machineId,
  mconsoleAbilities,
  mconsoleExchange,
  mconsoleMode,
} from '../model/index.ts';

const tags = ['mconsole'];

export const askMconsoleInput = z.object({
  id: machineId,
  line: z
    .string()
    .min(1, 'A request line is not empty')
    .max(MAX_MCONSOLE_LINE_BYTES, `At most ${MAX_MCONSOLE_LINE_BYTES} bytes`)
    .describe('As uml_mconsole sends it: "version", "sysrq m", "config ubdb=/path"'),
  mode: mconsoleMode.default('live'),
});
export type AskMconsoleInput = z.input<typeof askMconsoleInput>;

export const mconsoleContract = {
  ask: oc
    .route({
      method: 'POST',
      path: '/machines/{id}/mconsole',
      tags,
      summary:
        "Send one request line to the guest's kernel; a refusal by the kernel is an answer, not an error",
    })
    .input(askMconsoleInput)
    .output(mconsoleExchange),

  history: oc
    .route({
      method: 'GET',
      path: '/machines/{id}/mconsole',
      tags,
      summary: 'What was asked, newest first; a page of long answers has fewer than `limit`',
    })
    .input(
      z.object({
        id: machineId,
        before: z.coerce.number().int().optional(),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(z.object({ items: z.array(mconsoleExchange), next: z.int().nullable() })),

  abilities: oc
    .route({
      method: 'GET',
      path: '/machines/{id}/mconsole/abilities',
      tags,
      summary: 'Commands, devices and sysrq keys of the kernel that the machine runs on',
    })
    .input(z.object({ id: machineId }))
    .output(mconsoleAbilities),
};
