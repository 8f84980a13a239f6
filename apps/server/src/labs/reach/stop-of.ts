import type { TracedFrame } from '@umlaut/contracts/fabric';
import type { LabNodeId } from '@umlaut/contracts/model';
import { farEnd, nearEnd, type Hop } from './drawn-way.ts';
import { dropped, type Stop } from './drop-words.ts';
import { partOf, passagesOf, wayBetween, type Passage } from './passages.ts';
import type { ReachScene } from './reach-scene.ts';
import { absence, silence } from './silence.ts';
import { notSwitched } from './switch-words.ts';

/** A frame on its way: all of it, or as far as it came. */
export interface Followed {
  frame: TracedFrame;
  way: readonly Passage[];
  /** Null: it arrived. */
  stop: Stop | null;
}

export interface Goal {
  from: LabNodeId;
  to: LabNodeId;
  way: readonly Hop[];
}

/** Where a frame came to that should have taken a way. */
export function follow(scene: ReachScene, frame: TracedFrame, goal: Goal): Followed {
  const passages = passagesOf(frame, scene.lab.links);
  const whole = wayBetween(passages, goal.from, goal.to);
  if (whole !== null) return { frame, way: whole, stop: null };
  const way = partOf(passages, goal.way);
  return { frame, way, stop: stopOf(scene, way, goal) };
}

function stopOf(scene: ReachScene, way: readonly Passage[], goal: Goal): Stop {
  const { names } = scene;
  const last = way.at(-1);
  if (last === undefined) {
    const place = { kind: 'node', id: goal.from } as const;
    return { place, text: `Nothing left ${names.node(goal.from)} on the way that is drawn.`, advice: null };
  }
  if (last.dropped !== null) return dropped(last, last.dropped.reason, names);
  const far = farEnd(last);
  if (last.leaves === null) {
    return {
      place: { kind: 'link', id: last.link.id },
      text: `It is still under way on ${names.link(last.link)}, which delays it for longer than was waited.`,
      advice: 'Set a shorter delay for this link, or less load.',
    };
  }
  if (names.kind(far.nodeId) === 'machine') return notForwarded(scene, last, goal);
  const onward = goal.way[way.length];
  return notSwitched(last, onward, names);
}

/** A machine in between, which should have sent it on as a router. */
function notForwarded(scene: ReachScene, last: Passage, goal: Goal): Stop {
  const { names, report, target } = scene;
  const far = farEnd(last);
  const place = { kind: 'node', id: far.nodeId } as const;
  const name = names.node(far.nodeId);
  const absent = absence(scene, far);
  if (absent !== null) return absent;
  const id = names.machineOf(far.nodeId);
  if (id !== null && scene.forwards(id) === false) {
    return {
      place,
      text: `${name} got it and does not forward packets.`,
      advice: `In ${name}: sysctl -w net.ipv4.ip_forward=1`,
    };
  }
  // Its question for the next station, when that went nowhere.
  const at = goal.way.findIndex((hop) => nearEnd(hop).nodeId === far.nodeId);
  const question = report.frames.find(
    (frame) =>
      frame.kind === 'arp-request' &&
      frame.number === null &&
      startsAt(scene, frame, far.nodeId) === far.nodeId,
  );
  if (question !== undefined && at >= 0) {
    const asked = follow(scene, question, { from: far.nodeId, to: goal.to, way: goal.way.slice(at) });
    const end = asked.way.at(-1);
    if (asked.stop !== null) return asked.stop;
    const isAnswered = report.frames.some(
      (frame) => frame.kind === 'arp-reply' && startsAt(scene, frame, goal.to) === goal.to,
    );
    if (end !== undefined && !isAnswered)
      return silence(scene, farEnd(end), { kind: 'arp', address: target });
  }
  const error = report.frames.find(({ kind }) => kind === 'icmp-error');
  if (error !== undefined) {
    return { place, text: `${name} could not send it on. ${error.text}.`, advice: `In ${name}: ip route` };
  }
  return {
    place,
    text: `${name} got it and did not send it on.`,
    advice: `In ${name}, look at its routes and firewall: ip route; iptables -L FORWARD`,
  };
}

/** The thing that a frame was sent by first, if it is the one that is asked for. */
export function startsAt(scene: ReachScene, frame: TracedFrame, node: LabNodeId): LabNodeId | null {
  const [first] = passagesOf(frame, scene.lab.links);
  return first !== undefined && nearEnd(first).nodeId === node ? node : null;
}
