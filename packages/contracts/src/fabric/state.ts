import { z } from 'zod';
import { wireError } from '../errors/wire-error.ts';
import {
  frameCounters,
  labLinkId,
  labNodeId,
  linkState,
  remoteState,
  switchState,
  uplinkState,
} from '../model/index.ts';
import { nicId } from './config.ts';

export const fabricNicState = z.object({
  id: nicId,
  sent: frameCounters,
  received: frameCounters,
  /** IPv4 addresses that the NIC was seen to use (ARP and IPv4 sources), newest first; at most 4. */
  addresses: z.array(z.string()),
});

/** `GET /v1/state`, and each second over `GET /v1/watch` (WebSocket, JSON text frames). */
export const fabricState = z.object({
  revision: z.int(),
  pid: z.int(),
  at: z.iso.datetime(),
  startedAt: z.iso.datetime(),
  nics: z.array(fabricNicState),
  links: z.array(linkState),
  switches: z.array(switchState),
  uplinks: z.array(uplinkState),
  /** A fabric of an older Umlaut has none. */
  remotes: z.array(remoteState).default([]),
});
export type FabricState = z.output<typeof fabricState>;

/** `POST /v1/command` with one of these as JSON; 200 with `{ ok: true }` or the error's status with `{ error }`. */
export const fabricCommand = z.discriminatedUnion('command', [
  /** Opens a link again that the storm guard closed. */
  z.object({ command: z.literal('open-link'), link: labLinkId }),
  z.object({ command: z.literal('forget-stations'), node: labNodeId }),
  /** Which addresses these NICs were seen to use: their guests were switched off, or begin anew. */
  z.object({ command: z.literal('forget-addresses'), nics: z.array(nicId) }),
  z.object({ command: z.literal('stop') }),
]);
export type FabricCommand = z.output<typeof fabricCommand>;

export const fabricDone = z.object({ ok: z.literal(true) });
export const fabricFailure = z.object({ error: wireError });

/** `fabric.json` below $UMLAUT_HOME: the process that was started last. */
export const fabricRecord = z.object({ pid: z.int(), startTime: z.string() });
