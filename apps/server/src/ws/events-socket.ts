import { CLOSE } from '@umlaut/contracts/ws';
import type { helloEvent } from '@umlaut/contracts/ws';
import type { WebSocket } from 'ws';
import type { z } from 'zod';
import type { EventStream } from '../events/event-stream.ts';
import { keepAlive } from './keep-alive.ts';

/** Samples are dropped for a client that has this much unread. */
export const SAMPLE_LIMIT_BYTES = 1024 * 1024;
/** A client that has this much unread is cut off; it reconnects and catches up or resyncs. */
export const EVENT_LIMIT_BYTES = 8 * 1024 * 1024;
/** What a returning client is told of what it missed. */
const REPLAY_LIMIT_CHARACTERS = EVENT_LIMIT_BYTES / 2;

/**
 * One client of the event stream: hello, what it missed, then everything as it happens. All of the first two
 * is queued in one turn of the event loop, so nothing slips in between or gets lost.
 */
export function serveEvents(stream: EventStream, socket: WebSocket, query: URLSearchParams): void {
  const missed = withinLimit(stream.replay(query.get('epoch'), parseSince(query.get('since'))));
  const hello: z.output<typeof helloEvent> = {
    type: 'hello',
    epoch: stream.epoch,
    seq: stream.seq,
    resync: missed === null,
  };
  socket.send(JSON.stringify(hello));
  for (const json of missed ?? []) socket.send(json);

  const leave = stream.subscribe({
    onEvent: (json) => {
      if (socket.bufferedAmount <= EVENT_LIMIT_BYTES) return socket.send(json);
      leave();
      socket.close(CLOSE.tooSlow, 'too slow');
    },
    onSample: (json) => {
      if (socket.bufferedAmount <= SAMPLE_LIMIT_BYTES) socket.send(json);
    },
  });

  keepAlive(socket, () => {
    if (socket.bufferedAmount <= SAMPLE_LIMIT_BYTES) {
      socket.send(JSON.stringify({ type: 'heartbeat', seq: stream.seq }));
    }
  });
  // This socket goes one way.
  socket.on('message', () => socket.close(CLOSE.badMessage, 'this socket only listens'));
  socket.once('close', leave);
}

/** More than a connection may have unread would only get it cut off again: its lists are shorter. */
function withinLimit(missed: readonly string[] | null): readonly string[] | null {
  const characters = missed?.reduce((sum, json) => sum + json.length, 0) ?? 0;
  return characters <= REPLAY_LIMIT_CHARACTERS ? missed : null;
}

function parseSince(text: string | null): number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
