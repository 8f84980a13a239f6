import { randomBytes, randomInt } from 'node:crypto';
import type { NicId, TraceReport, TraceRequest } from '@umlaut/contracts/fabric';
import { UmlautError } from '@umlaut/contracts/errors';
import type { Fabric } from '../fabric.ts';
import { parseIpv4 } from '../packet/ipv4-address.ts';
import { matchPair } from './match-pair.ts';
import { matchProbe } from './match-probe.ts';
import { TOKEN_BYTES } from './probe-frames.ts';
import { ProbeRun } from './probe-run.ts';
import type { FollowedFrame } from './trace.ts';

/** A trace under way: call `step` until it says null, read the report, and dispose. */
export interface TraceHandle extends Disposable {
  /** @returns after how many milliseconds to come again; null: it is over */
  step(now: number): number | null;
  report(): TraceReport;
}

/** Processes in small guests have lower numbers, and pings theirs. */
const FIRST_ID = 0xa000;
const LAST_ID = 0xffff;
/** How often it is looked whether the one who asked has gone. */
const LOOK_MS = 50;

/** @throws UmlautError NIC_NOT_FOUND for one that is not plugged in */
export function traceBetween(fabric: Fabric, request: TraceRequest, now: number): TraceHandle {
  return request.mode === 'probe' ? probe(fabric, request) : watch(fabric, request, now);
}

function probe(fabric: Fabric, request: Extract<TraceRequest, { mode: 'probe' }>): TraceHandle {
  const { mac, link, direction } = placeOf(fabric, request.from);
  const token = new Uint8Array(randomBytes(TOKEN_BYTES));
  const sender = { mac, token, address: request.sender === null ? 0 : addressOf(request.sender) };
  const target = addressOf(request.target);
  const hops = request.hops.map(addressOf);
  const known = [target, ...hops, ...(sender.address === 0 ? [] : [sender.address])];
  const trace = fabric.tracer.start(matchProbe({ token, mac, addresses: new Set(known) }));
  const hasArrived = ({ events }: FollowedFrame): boolean =>
    events.some((one) => one.what === 'leaves' && one.link === link && one.direction !== direction);
  const { count, waitMs } = request;
  const run = new ProbeRun({
    plan: { sender, target, hops, count, waitMs, id: randomInt(FIRST_ID, LAST_ID) },
    inject: (frame) => fabric.inject(request.from, frame),
    frames: trace.frames,
    hasArrived,
  });
  return {
    step: (time) => run.step(time),
    report: () => ({ nextHop: run.nextHop, ...seen(trace) }),
    [Symbol.dispose]: () => trace[Symbol.dispose](),
  };
}

function watch(fabric: Fabric, request: Extract<TraceRequest, { mode: 'watch' }>, now: number): TraceHandle {
  const { from, to, addresses, durationMs } = request;
  const [first, second] = addresses.map((some) => new Set(some.map(addressOf)));
  const trace = fabric.tracer.start(
    matchPair({
      macs: [placeOf(fabric, from).mac, placeOf(fabric, to).mac],
      addresses: [first ?? new Set(), second ?? new Set()],
    }),
  );
  return {
    step: (time) => (time - now >= durationMs || trace.isCut ? null : LOOK_MS),
    report: () => ({ nextHop: null, ...seen(trace) }),
    [Symbol.dispose]: () => trace[Symbol.dispose](),
  };
}

function seen({
  frames,
  isCut,
}: {
  frames: readonly FollowedFrame[];
  isCut: boolean;
}): Omit<TraceReport, 'nextHop'> {
  return {
    // One may have been looked at and have had no event any more.
    frames: frames.flatMap(({ sender: _sender, ...frame }) => (frame.events.length === 0 ? [] : [frame])),
    isCut,
  };
}

function placeOf(fabric: Fabric, nic: NicId): NonNullable<ReturnType<Fabric['placeOf']>> {
  const place = fabric.placeOf(nic);
  if (place !== null) return place;
  throw new UmlautError('NIC_NOT_FOUND', `The interface ${nic} is not plugged into anything.`);
}

/** Of text that the contract has checked. */
function addressOf(text: string): number {
  return parseIpv4(text) ?? 0;
}
