import type { ConsoleServerMessage } from '@umlaut/contracts/ws';
import { parseClientMessage } from '@umlaut/core/console';
import type { WebSocket } from 'ws';
import type { Admit } from './pipe-sockets.ts';

/** One refusal stands for all within this time. */
const REFUSAL_PAUSE_MS = 500;

/**
 * Of what a guest sends only acknowledgements pass: a monitor refuses the rest, too, but need not even see it.
 * The guest is told.
 */
export function admitGuestFrames(guest: WebSocket): Admit {
  let toldAt = -Infinity;
  return (data, isBinary) => {
    if (!isBinary && Buffer.isBuffer(data) && isAck(data.toString())) return true;
    const now = performance.now();
    if (now - toldAt >= REFUSAL_PAUSE_MS) {
      toldAt = now;
      const what = isBinary ? 'input' : 'keyboard';
      const refusal: ConsoleServerMessage = { type: 'refused', what, reason: 'read-only', holder: null };
      guest.send(JSON.stringify(refusal));
    }
    return false;
  };
}

function isAck(text: string): boolean {
  const message = parseClientMessage(text);
  return typeof message !== 'string' && message.type === 'ack';
}
