import type { FabricForward } from '@umlaut/contracts/fabric';
import { hostPortKey, type ForwardState } from '@umlaut/contracts/model';
import type { Refusal } from './forward-problem.ts';
import type { StationLink } from './station-link.ts';

type Carrier = Pick<StationLink, 'mac' | 'status' | 'told'>;

interface Held {
  forward: FabricForward;
  refusal: Refusal | null;
  isChecked: boolean;
}

/** How a forward is, by its port of the host and by what carries it; null: nothing was heard of its station. Pure. */
export function forwardState({ forward, refusal, isChecked }: Held, carrier: Carrier | null): ForwardState {
  const { protocol, hostPort } = forward;
  const station = carrier?.mac ?? null;
  const state = { protocol, hostPort, problem: null, hint: null, takenBy: null, station };
  if (!isChecked) return { ...state, status: 'starting' };
  if (refusal !== null) return { ...state, ...refusal };
  if (carrier?.status.status === 'failed') {
    const { message, hint = null } = carrier.status.problem;
    return { ...state, status: 'failed', problem: `${message}.`, hint };
  }
  if (carrier === null || carrier.mac === null) {
    const nobody =
      forward.mac === null ? 'No machine was heard here yet.' : 'Its machine was not heard here yet.';
    return { ...state, status: 'waiting', problem: nobody };
  }
  const isTold = carrier.told.some((one) => hostPortKey(one) === hostPortKey(forward));
  return { ...state, status: carrier.status.status === 'up' && isTold ? 'listening' : 'starting' };
}
