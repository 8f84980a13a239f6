import type { TracedFrame } from '@umlaut/contracts/fabric';
import type { ReachReport } from '@umlaut/contracts/model';
import { farEnd, reversed } from './drawn-way.ts';
import type { Stop } from './drop-words.ts';
import type { NextHop } from './next-hops.ts';
import type { ReachScene } from './reach-scene.ts';
import { frameReports, linksOf, type Titled } from './report-parts.ts';
import { silence } from './silence.ts';
import { follow, startsAt, type Followed } from './stop-of.ts';

export type Verdict = Omit<ReachReport, 'from' | 'to' | 'mode' | 'note'>;

/** What the pings and questions of a probe tell. */
export function probeVerdict(scene: ReachScene): Verdict {
  const { hops, report, from, to, target } = scene;
  const hop = hops.find(({ address }) => address === report.nextHop);
  if (hop === undefined) return unanswered(scene);
  const found = foundText(scene, hop);
  if (from.address === null) {
    const shown = arp(scene, hop);
    return {
      ...summary(scene, shown),
      outcome: 'stopped',
      verdict: `${from.name} has no address yet. ${found}`,
      advice: `In ${from.name}: udhcpc -i vec${from.nic}, or ip addr add … dev vec${from.nic}`,
      stoppedAt: { kind: 'node', id: from.nodeId },
    };
  }
  const pings = report.frames.filter(({ kind, number }) => kind === 'echo-request' && number !== null);
  const trips = pings.map((ping) => tripOf(scene, ping, hop));
  const answered = trips.filter(({ took }) => took !== null);
  const sent = trips.length;
  const shown = trips.find(({ took }) => took !== null) ?? trips[0];
  const lost = trips.filter(({ took }) => took === null);
  const shownLost = answered.length > 0 ? lost[0] : undefined;
  const base = {
    ...summary(scene, [...arp(scene, hop), ...(shown?.titled ?? []), ...(shownLost?.titled ?? [])]),
    sent,
    answered: answered.length,
    roundTripMs: roundTrip(answered.flatMap(({ took }) => (took === null ? [] : [took]))),
  };
  if (lost.length === 0 && sent > 0) {
    const { mean } = base.roundTripMs ?? { mean: 0 };
    const verdict = `${from.name} reaches ${to.name} (${target}): ${count(sent)} answered, ${mean.toFixed(1)} ms there and back.`;
    return { ...base, outcome: 'reached', verdict };
  }
  const stop = commonStop(lost);
  const base2 = { ...base, advice: stop?.advice ?? null, stoppedAt: stop?.place ?? null };
  if (answered.length > 0) {
    const verdict = `${lost.length} of ${count(sent)} got lost between ${from.name} and ${to.name}. ${stop?.text ?? ''}`;
    return { ...base2, outcome: 'partly', verdict };
  }
  const verdict = `${from.name} does not reach ${to.name} (${target}). ${stop?.text ?? ''}`;
  return { ...base2, outcome: 'stopped', verdict };
}

function unanswered(scene: ReachScene): Verdict {
  const { hops, from, to, target, report } = scene;
  const tries = hops.flatMap((hop) => {
    const questions = report.frames
      .filter((frame) => frame.kind === 'arp-request' && frame.number !== null && asksFor(frame, hop))
      .map((frame) => follow(scene, frame, goalOf(scene, hop)));
    // The one that came farthest tells most.
    const [best] = questions.toSorted((one, other) => rank(other) - rank(one));
    return best === undefined ? [] : [{ hop, question: best }];
  });
  const [first] = tries;
  const shown: Titled[] = tries.slice(0, 1).flatMap(({ hop, question }) => {
    const { question: asked, answer } = withAnswer(scene, hop, question);
    return answer === null ? [asked] : [asked, answer];
  });
  const stop = shown.at(-1)?.stop ?? null;
  const about =
    first?.hop.nodeId === to.nodeId
      ? ''
      : ` by way of ${first === undefined ? '' : scene.names.node(first.hop.nodeId)}`;
  return {
    ...summary(scene, shown),
    outcome: 'stopped',
    verdict: `${from.name} does not reach ${to.name} (${target})${about}. ${stop?.text ?? ''}`.trim(),
    advice: stop?.advice ?? null,
    stoppedAt: stop?.place ?? null,
  };
}

/** The question for a next hop and its answer. */
function withAnswer(
  scene: ReachScene,
  hop: NextHop,
  question: Followed,
): { question: Titled; answer: Titled | null } {
  const title = `${scene.from.name} asks who has ${hop.address} (ARP)`;
  if (question.stop !== null) return { question: { title, direction: 'there', ...question }, answer: null };
  const goal = goalOf(scene, hop);
  const replies = scene.report.frames
    .filter((frame) => frame.kind === 'arp-reply' && startsAt(scene, frame, hop.nodeId) !== null)
    .map((frame) => follow(scene, frame, { from: goal.to, to: goal.from, way: reversed(goal.way) }));
  const reply = replies.find(({ stop }) => stop === null) ?? replies[0];
  if (reply === undefined) {
    const last = question.way.at(-1);
    const stop =
      last === undefined ? null : silence(scene, farEnd(last), { kind: 'arp', address: hop.address });
    return { question: { title, direction: 'there', ...question, stop }, answer: null };
  }
  return {
    question: { title, direction: 'there', ...question },
    answer: { title: `${scene.names.node(hop.nodeId)} answers`, direction: 'back', ...reply },
  };
}

function arp(scene: ReachScene, hop: NextHop): Titled[] {
  const question = scene.report.frames
    .filter((frame) => frame.kind === 'arp-request' && frame.number !== null && asksFor(frame, hop))
    .map((frame) => follow(scene, frame, goalOf(scene, hop)))
    .findLast(({ stop }) => stop === null);
  if (question === undefined) return [];
  const { question: asked, answer } = withAnswer(scene, hop, question);
  return answer === null ? [asked] : [asked, answer];
}

interface Trip {
  /** Milliseconds there and back; null: no answer came. */
  took: number | null;
  titled: Titled[];
}

function tripOf(scene: ReachScene, ping: TracedFrame, hop: NextHop): Trip {
  const { from, to, report } = scene;
  const there = follow(scene, ping, { from: from.nodeId, to: to.nodeId, way: hop.way });
  const title = `Ping ${ping.number}`;
  if (there.stop !== null) return { took: null, titled: [{ title, direction: 'there', ...there }] };
  const pong = report.frames.find(({ kind, number }) => kind === 'echo-reply' && number === ping.number);
  if (pong === undefined || startsAt(scene, pong, to.nodeId) === null) {
    const last = there.way.at(-1);
    const stop =
      last === undefined ? null : silence(scene, farEnd(last), { kind: 'ping', address: scene.target });
    return { took: null, titled: [{ title, direction: 'there', ...there, stop }] };
  }
  const back = follow(scene, pong, { from: to.nodeId, to: from.nodeId, way: reversed(hop.way) });
  const began = there.way[0]?.enters ?? 0;
  const ended = back.way.at(-1)?.leaves ?? null;
  return {
    took: back.stop === null && ended !== null ? ended - began : null,
    titled: [
      { title, direction: 'there', ...there },
      { title: `Answer to ping ${ping.number}`, direction: 'back', ...back },
    ],
  };
}

function goalOf(
  { from }: ReachScene,
  { nodeId, way }: NextHop,
): { from: typeof from.nodeId; to: typeof nodeId; way: NextHop['way'] } {
  const end = way.findIndex((hop) => farEnd(hop).nodeId === nodeId);
  return { from: from.nodeId, to: nodeId, way: end < 0 ? way : way.slice(0, end + 1) };
}

function asksFor(frame: TracedFrame, { address }: NextHop): boolean {
  return frame.text === `Who has ${address}?`;
}

function rank({ stop, way }: Followed): number {
  return stop === null ? Infinity : way.length + (way.at(-1)?.leaves === null ? 0 : 0.5);
}

/** Where most of what was lost ended. */
function commonStop(lost: readonly Trip[]): Stop | null {
  const stops = lost.flatMap(({ titled }) => titled.at(-1)?.stop ?? []);
  const counts = new Map<string, number>();
  for (const { text } of stops) counts.set(text, (counts.get(text) ?? 0) + 1);
  return (
    stops.toSorted((one, other) => (counts.get(other.text) ?? 0) - (counts.get(one.text) ?? 0))[0] ?? null
  );
}

function foundText({ names, to, target }: ReachScene, { nodeId, address }: NextHop): string {
  if (nodeId === to.nodeId)
    return `${to.name} was found on the wire (${target}), but cannot be pinged from no address.`;
  return `${names.node(nodeId)} (${address}) was found on the wire, but nothing can be sent through it from no address.`;
}

function summary({ names }: ReachScene, shown: readonly Titled[]): Omit<Verdict, 'outcome' | 'verdict'> {
  return {
    advice: null,
    stoppedAt: null,
    sent: 0,
    answered: 0,
    roundTripMs: null,
    links: linksOf(shown),
    frames: frameReports(shown, names),
  };
}

function roundTrip(times: readonly number[]): Verdict['roundTripMs'] {
  if (times.length === 0) return null;
  const sum = times.reduce((total, time) => total + time, 0);
  return { least: Math.min(...times), mean: sum / times.length, most: Math.max(...times) };
}

function count(pings: number): string {
  return pings === 1 ? '1 ping' : `${pings} pings`;
}
