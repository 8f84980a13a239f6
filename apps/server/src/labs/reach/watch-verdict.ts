import type { TracedFrame } from '@umlaut/contracts/fabric';
import { WATCH_MS } from '@umlaut/contracts/model';
import { nearEnd, reversed } from './drawn-way.ts';
import { passagesOf } from './passages.ts';
import type { Verdict } from './probe-verdict.ts';
import type { ReachScene } from './reach-scene.ts';
import { frameReports, linksOf, type Titled } from './report-parts.ts';
import { follow } from './stop-of.ts';

const MAX_SHOWN = 8;

/** What two machines said to each other, and how much of it came through. */
export function watchVerdict(scene: ReachScene): Verdict {
  const { from, to, report, names } = scene;
  const seen = report.frames.flatMap((frame) => titled(scene, frame));
  const ways = (['there', 'back'] as const).map((direction) =>
    seen.filter((one) => one.direction === direction),
  );
  const [there = [], back = []] = ways;
  // What was lost tells more than what was not.
  const lost = seen.filter(({ stop }) => stop !== null);
  const shown = [...lost, ...seen.filter(({ stop }) => stop === null)].slice(0, MAX_SHOWN).toSorted(inTime);
  const [worst] = lost;
  const arrived = there.filter(({ stop }) => stop === null).length;
  const base = {
    advice: worst?.stop?.advice ?? null,
    stoppedAt: worst?.stop?.place ?? null,
    sent: there.length,
    answered: arrived,
    roundTripMs: null,
    links: linksOf(shown),
    frames: frameReports(shown, names),
  };
  if (seen.length === 0) {
    return {
      ...base,
      outcome: 'silent',
      verdict: `${from.name} and ${to.name} said nothing to each other within ${WATCH_MS / 1000} seconds.`,
      advice: `Send something meanwhile, for example in ${from.name}: ping ${to.address ?? to.name}`,
    };
  }
  const more = report.isCut ? ' There was more: only the first frames were followed.' : '';
  const parts = [tally(from.name, there), tally(to.name, back)].join(' ');
  const text = worst?.stop?.text;
  const reason = text === undefined ? '' : ` ${text}`;
  const outcome = lost.length === 0 ? 'reached' : lost.length === seen.length ? 'stopped' : 'partly';
  return { ...base, outcome, verdict: `${parts}${reason}${more}` };
}

function tally(name: string, frames: readonly Titled[]): string {
  const arrived = frames.filter(({ stop }) => stop === null).length;
  if (frames.length === 0) return `${name} sent nothing.`;
  const sent = frames.length === 1 ? '1 frame' : `${frames.length} frames`;
  return `${name} sent ${sent}, ${arrived === frames.length ? 'all' : arrived} of which arrived.`;
}

function titled(scene: ReachScene, frame: TracedFrame): Titled[] {
  const { from, to, hops } = scene;
  const [first] = passagesOf(frame, scene.lab.links);
  const way = hops[0]?.way ?? [];
  if (first === undefined) return [];
  const by = nearEnd(first).nodeId;
  const direction = by === to.nodeId ? 'back' : 'there';
  // A router's own frames are on behalf of one of the two; they are told with those.
  if (by !== from.nodeId && by !== to.nodeId) return [];
  const goal =
    direction === 'there'
      ? { from: from.nodeId, to: to.nodeId, way }
      : { from: to.nodeId, to: from.nodeId, way: reversed(way) };
  const followed = follow(scene, frame, goal);
  return [{ title: frame.text, direction, ...followed }];
}

function inTime(one: Titled, other: Titled): number {
  return (one.frame.events[0]?.at ?? 0) - (other.frame.events[0]?.at ?? 0);
}
