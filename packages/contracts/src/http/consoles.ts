import { oc } from '@orpc/contract';
import { z } from 'zod';
import {
  consoleCheck,
  consoleFormat,
  consoleHistory,
  consoleHit,
  consoleName,
  consolePassage,
  consoleTimeline,
  keptConsole,
  machineId,
  typedEntry,
} from '../model/index.ts';

const tags = ['Consoles'];
const byName = z.object({ id: machineId, console: consoleName });
const offset = z.coerce.number().int().min(0);

export const MAX_PASSAGE_BYTES = 1024 * 1024;
export const MAX_SEARCH_LENGTH = 200;

/** Query of GET /machines/{id}/consoles/{console}/history/download, which answers with a file. */
export const consoleDownloadQuery = z.object({
  format: consoleFormat.default('text'),
  /** Absent: from the oldest byte, to the newest. */
  from: offset.optional(),
  to: offset.optional(),
});

/** Live bytes: GET /api/v1/machines/{id}/consoles/{console} as a WebSocket, ws/console.ts. */
export const consolesContract = {
  list: oc
    .route({
      method: 'GET',
      path: '/machines/{id}/consoles',
      tags,
      summary: 'Consoles of a machine in the order of their tabs, and how much of each is kept',
    })
    .input(z.object({ id: machineId }))
    .output(z.object({ items: z.array(keptConsole) })),

  check: oc
    .route({
      method: 'GET',
      path: '/machines/{id}/consoles/{console}/check',
      tags,
      summary: 'Why a console gives no sign: its machine, its kernel, or nobody who reads it',
    })
    .input(byName)
    .output(consoleCheck),

  history: oc
    .route({
      method: 'GET',
      path: '/machines/{id}/consoles/{console}/history',
      tags,
      summary: 'What is kept of a console: its extent, its boots, its times',
    })
    .input(byName)
    .output(consoleHistory),

  timeline: oc
    .route({
      method: 'GET',
      path: '/machines/{id}/consoles/{console}/history/timeline',
      tags,
      summary: 'When a replay of a console shows what',
    })
    .input(byName)
    .output(consoleTimeline),

  passage: oc
    .route({
      method: 'GET',
      path: '/machines/{id}/consoles/{console}/history/passage',
      tags,
      summary: 'Bytes of a console from an offset on, with the times at which they came',
    })
    .input(
      byName.extend({
        from: offset,
        maxBytes: z.coerce
          .number()
          .int()
          .min(1)
          .max(MAX_PASSAGE_BYTES)
          .default(256 * 1024),
      }),
    )
    .output(consolePassage),

  clear: oc
    .route({
      method: 'DELETE',
      path: '/machines/{id}/consoles/{console}/history',
      tags,
      summary: 'Forget the output that is kept, for good; what comes from now on is kept',
    })
    .input(byName)
    .output(consoleHistory),

  typed: oc
    .route({
      method: 'GET',
      path: '/machines/{id}/consoles/{console}/typed',
      tags,
      summary: 'Who typed what into a console, newest first',
    })
    .input(
      byName.extend({
        before: offset.optional().describe('Entries with a lower number: `next` of the page before'),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(
      z.object({
        items: z.array(typedEntry),
        /** `before` of the next page; null at the end. */
        next: z.int().nullable(),
      }),
    ),

  search: oc
    .route({
      method: 'GET',
      path: '/consoles/search',
      tags,
      summary: 'Find a text in the output of all machines, of one machine or of one console, newest first',
    })
    .input(
      z.object({
        text: z
          .string()
          .min(1, 'A text to look for')
          .max(MAX_SEARCH_LENGTH, `At most ${MAX_SEARCH_LENGTH} characters`),
        matchCase: z.stringbool().or(z.boolean()).default(false),
        machineId: machineId.optional(),
        console: consoleName.optional().describe('With machineId only'),
        before: offset.optional().describe('With console only: hits before this offset, to go on'),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    )
    .output(
      z.object({
        /** Newest first within a console; consoles in the order of their last output. */
        items: z.array(consoleHit),
        /** Whether more would have been found. */
        more: z.boolean(),
        searchedBytes: z.int(),
      }),
    ),
};
