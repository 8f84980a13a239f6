import { createHmac } from 'node:crypto';
import { fabricTunnel, type FabricTunnel } from '@umlaut/contracts/fabric';
import type { RemoteTunnel } from '@umlaut/contracts/model';
import { sessionAt } from './session-at.ts';

/** Sessions and cookies of a tunnel to another host: both derive the same, one of each for either direction. */
export function deriveRemoteTunnel({ local, peer, secret, side }: RemoteTunnel): FabricTunnel {
  const keys = {
    first: directionKey(secret, 'from the first to the second'),
    second: directionKey(secret, 'from the second to the first'),
  };
  const tx = keys[side];
  const rx = keys[side === 'first' ? 'second' : 'first'];
  return fabricTunnel.parse({
    local,
    remote: peer,
    txSession: tx.session,
    txCookie: tx.cookie,
    rxSession: rx.session,
    rxCookie: rx.cookie,
  });
}

function directionKey(secret: string, direction: string): { session: number; cookie: string } {
  const key = createHmac('sha512', Buffer.from(secret, 'hex')).update(`remote tunnel ${direction}`).digest();
  return { session: sessionAt(key, 0), cookie: key.toString('hex', 4, 12) };
}
