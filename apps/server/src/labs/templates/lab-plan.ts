import type { LabNode, PortVlan, SwitchDhcp, Impairment } from '@umlaut/contracts/model';

/** A machine of a template; its name in the lab is that of the lab and this one. */
interface PlannedMachine {
  key: string;
  x: number;
  y: number;
  /** Default 1. */
  nics?: number;
}

type Planned<Kind extends LabNode['kind']> = Omit<Extract<LabNode, { kind: Kind }>, 'id' | 'position'>;
/** Anything but a machine. */
export type PlannedNode = { key: string; x: number; y: number } & (
  | Planned<'switch'>
  | Planned<'hub'>
  | Planned<'uplink'>
  | Planned<'note'>
  | Planned<'group'>
);

/** "web" or "web:1" (its vec1); for switches and hubs the next free port. */
type PlannedEnd = string;

interface PlannedLink {
  ends: [PlannedEnd, PlannedEnd];
  vlans?: readonly (PortVlan | undefined)[];
  impairment?: Partial<Impairment>;
}

/** A lab that is ready to be opened. */
export interface LabPlan {
  id: string;
  name: string;
  description: string;
  machines: readonly PlannedMachine[];
  nodes: readonly PlannedNode[];
  links: readonly PlannedLink[];
}

export function plannedSwitch(
  place: { key: string; x: number; y: number },
  options: { label?: string; dhcp?: SwitchDhcp | null; stormGuard?: boolean } = {},
): PlannedNode {
  return {
    ...place,
    kind: 'switch',
    label: options.label ?? place.key,
    ageingSeconds: 300,
    stormGuard: options.stormGuard ?? true,
    dhcp: options.dhcp ?? null,
  };
}

export function plannedNote(place: { key: string; x: number; y: number }, text: string): PlannedNode {
  const lines = text.split('\n');
  const width = Math.min(420, Math.max(220, 30 + 7 * Math.max(...lines.map(({ length }) => length))));
  return { ...place, kind: 'note', text, size: { width, height: 30 + 20 * lines.length } };
}

/** Addresses and names from the switch itself. */
export function dhcpOn(subnet: string, router: string | null = null): SwitchDhcp {
  return { subnet, router, leaseSeconds: 3600, dns: true };
}

/** `count` places on a circle, from the top clockwise. */
export function circle(
  count: number,
  { x, y, radius }: { x: number; y: number; radius: number },
): { x: number; y: number }[] {
  return Array.from({ length: count }, (_, at) => {
    const angle = (2 * Math.PI * at) / count - Math.PI / 2;
    return { x: Math.round(x + radius * Math.cos(angle)), y: Math.round(y + radius * Math.sin(angle)) };
  });
}
