import {
  FABRIC,
  labEdit,
  machineId,
  machineName,
  type MachineId,
  type NicConfig,
} from '@umlaut/contracts/model';
import { describe, expect, it } from 'vitest';
import { fabricConfigOf } from '../networks/fabric-config.ts';
import { Tunnels } from '../networks/tunnels.ts';
import { applyEdits } from './lab-edits.ts';
import { planEdits } from './plan-edits.ts';
import { LAB_PLANS } from './templates/index.ts';

const idOf = (at: number): MachineId =>
  machineId.parse(`m-${'abcdefghijklmnopqrstuvwxyz'.charAt(at).repeat(10)}`);

describe.each(LAB_PLANS.map((plan) => [plan.id, plan] as const))('the template %s', (_id, plan) => {
  const machines = new Map(plan.machines.map(({ key }, at) => [key, idOf(at)]));
  const nicsOf = (id: MachineId): NicConfig[] => {
    const planned = plan.machines.find(({ key }) => machines.get(key) === id);
    return Array.from({ length: planned?.nics ?? 1 }, (_, number) => ({
      number,
      mac: `02:00:00:00:00:0${number}`,
      transport: FABRIC,
    }));
  };
  const edits = planEdits(plan, machines);

  it('is drawn by valid edits', () => {
    for (const edit of edits) expect(labEdit.parse(edit)).toEqual(edit);
    const drawing = applyEdits({ nodes: [], links: [] }, edits, {
      machine: (id) => ({ id, name: 'x', nics: nicsOf(id) }),
      linkedElsewhere: () => null,
      isElsewhere: () => false,
      hostBridges: [],
    });
    expect(drawing.links).toHaveLength(plan.links.length);
  });

  it('becomes a fabric with every link', async () => {
    const tunnels = await Tunnels.load({ get: () => '5b'.repeat(32), set: async () => {} });
    const drawing = applyEdits({ nodes: [], links: [] }, edits, {
      machine: (id) => ({ id, name: 'x', nics: nicsOf(id) }),
      linkedElsewhere: () => null,
      isElsewhere: () => false,
      hostBridges: [],
    });
    const config = fabricConfigOf({
      labs: [{ nodes: [...drawing.nodes], links: [...drawing.links] }],
      machine: (id) => ({ id, name: 'x', nics: nicsOf(id) }),
      tunnel: (id, nic) => tunnels.of(id, nic).fabric,
    });
    expect(config.links).toHaveLength(plan.links.length);
    const ends = plan.links.flatMap((link) => link.ends.map((end) => end.split(':')[0] ?? ''));
    expect(config.nics).toHaveLength(ends.filter((key) => machines.has(key)).length);
  });

  it('has names that fit behind that of a lab', () => {
    for (const { key } of plan.machines)
      expect(machineName.safeParse(`${'x'.repeat(40)}-${key}`).success).toBe(true);
  });
});
