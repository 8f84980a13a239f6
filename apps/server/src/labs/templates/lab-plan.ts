import type { LabFileNode, LabNode, PortVlan, SwitchDhcp, Impairment } from '@umlaut/contracts/model';

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
  /** Its forwards lead to machines by their keys. */
  | Omit<Extract<LabFileNode, { kind: 'uplink' }>, 'position'>
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

/** In its text `{web}` is what the machine of the key "web" is called. */
export function plannedNote(place: { key: string; x: number; y: number }, text: string): PlannedNode {
  return { ...place, kind: 'note', text, size: noteSize(text) };
}

/** Wide enough for its longest line, or as high as the lines are that it is broken into. */
export function noteSize(text: string): { width: number; height: number } {
  const lines = text.split('\n').map(({ length }) => length);
  const width = Math.min(420, Math.max(220, 30 + 7 * Math.max(...lines)));
  const room = Math.floor((width - 30) / 7);
  const rows = lines.reduce((sum, length) => sum + Math.max(1, Math.ceil(length / room)), 0);
  return { width, height: 30 + 20 * rows };
}

/** Addresses and names from the switch itself. */
export function dhcpOn(subnet: string, router: string | null = null): SwitchDhcp {
  return { subnet, router, leaseSeconds: 3600, dns: true };
}

/** `count` places on an oval around (x, y), from the top clockwise. */
export function oval(
  count: number,
  { x, y, wide, high }: { x: number; y: number; wide: number; high: number },
): { x: number; y: number }[] {
  return Array.from({ length: count }, (_, at) => {
    const angle = (2 * Math.PI * at) / count - Math.PI / 2;
    return { x: Math.round(x + wide * Math.cos(angle)), y: Math.round(y + high * Math.sin(angle)) };
  });
}
