import { nicDevice, type LabLinkEnd } from '@umlaut/contracts/model';
import type { Stop } from './drop-words.ts';
import type { ReachScene } from './reach-scene.ts';

/** Why a machine cannot take part at all: it sleeps, or its interface is down. Null: it can. */
export function absence(
  { names, state, phase, refused }: ReachScene,
  { nodeId, port }: LabLinkEnd,
): Stop | null {
  const id = names.machineOf(nodeId);
  if (id === null) return null;
  const place = { kind: 'node', id: nodeId } as const;
  const name = names.node(nodeId);
  const device = nicDevice(port);
  const asleep = sleeping(phase(id));
  if (asleep !== null)
    return { place, text: `${name} does not answer: it ${asleep}.`, advice: wake(phase(id)) };
  const nic = state.nics.find((one) => one.machineId === id && one.number === port);
  if (nic?.operstate !== 'down' && refused(id, port) === 0) return null;
  return {
    place,
    text: `${name} does not answer: its ${device} is down.`,
    advice: `In ${name}: ip link set ${device} up`,
  };
}

/** Why a machine that a frame came to did not say anything. */
export function silence(
  scene: ReachScene,
  end: LabLinkEnd,
  question: { kind: 'arp' | 'ping'; address: string },
): Stop {
  const absent = absence(scene, end);
  if (absent !== null) return absent;
  const { names, state } = scene;
  const { nodeId, port } = end;
  const place = { kind: 'node', id: nodeId } as const;
  const name = names.node(nodeId);
  const device = nicDevice(port);
  if (question.kind === 'ping') {
    return {
      place,
      text: `${name} got the ping for ${question.address} and did not answer.`,
      advice: `In ${name}, look for a firewall and for the way back: iptables -L; ip route`,
    };
  }
  const id = names.machineOf(nodeId);
  const nic = state.nics.find((one) => one.machineId === id && one.number === port);
  const seen = nic?.addresses ?? [];
  const has = seen.length === 0 ? 'No address was seen there' : `There ${seen.join(', ')} was seen`;
  return {
    place,
    text: `${name} does not answer for ${question.address} at ${device}. ${has}.`,
    advice: `In ${name}: ip addr show ${device}`,
  };
}

export function sleeping(phase: ReturnType<ReachScene['phase']>): string | null {
  switch (phase) {
    case 'running':
      return null;
    case 'paused':
      return 'is paused';
    case 'stopped':
      return 'does not run';
    case 'starting':
    case 'rebooting':
      return 'is still starting';
    case 'stopping':
      return 'is being stopped';
  }
}

export function wake(phase: ReturnType<ReachScene['phase']>): string | null {
  if (phase === 'paused') return 'Resume it.';
  return phase === 'stopped' ? 'Start it.' : 'Try again in a moment.';
}
