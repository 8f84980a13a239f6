import { UmlautError } from '@umlaut/contracts/errors';
import type { LabState } from '@umlaut/contracts/model';
import { labFrame } from '@umlaut/contracts/ws';
import { ReconnectingSocket, type SocketPage, type SocketPhase } from '../../../live/reconnecting-socket.ts';

export interface LabConnectionOptions extends SocketPage {
  url: string;
  /** A hand moves something: what is said meanwhile is not read, for a second's word is long in a large lab. */
  isBusy: () => boolean;
  onState: (state: LabState) => void;
  onPhase: (phase: SocketPhase) => void;
}

/** Keeps the live state of one lab coming. */
export function connectLab({ isBusy, onState, ...socket }: LabConnectionOptions): ReconnectingSocket {
  return new ReconnectingSocket({
    ...socket,
    gone: () => new UmlautError('LAB_NOT_FOUND', 'This lab is gone.'),
    onMessage: (data) => {
      if (isBusy()) return true;
      const state = parseState(data);
      if (state === null) return false;
      onState(state);
      return true;
    },
  });
}

function parseState(data: unknown): LabState | null {
  if (typeof data !== 'string') return null;
  try {
    return labFrame.parse(JSON.parse(data)).state;
  } catch {
    return null;
  }
}
