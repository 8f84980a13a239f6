import type { LabLink, MachineId } from '@umlaut/contracts/model';
import { hasKeptCaptures, isFabricAlive } from '@umlaut/core/fabric-client';
import { nicIdOf } from '@umlaut/core/nics';
import type { Foundation } from './foundation.ts';
import { LabCaptures } from './labs/lab-captures.ts';
import { LabLive } from './labs/lab-live.ts';
import { LabRegistry } from './labs/lab-registry.ts';
import { LabService } from './labs/lab-service.ts';
import { LabStore, type LabRecord } from './labs/lab-store.ts';
import { LabTemplates } from './labs/lab-templates.ts';
import { LabFiles, type LabFilesDeps } from './labs/file/lab-files.ts';
import { LabMaker, type LabMakerDeps } from './labs/file/lab-maker.ts';
import { GuestPorts, askForwarding } from './labs/guest-ports.ts';
import { LabReach } from './labs/reach/lab-reach.ts';
import type { MachineRegistry } from './machines/machine-registry.ts';
import { toMachineState } from './machines/machine-run.ts';
import { onBootsChanged } from './networks/boots-changed.ts';
import { fabricConfigOf, type LabMachine } from './networks/fabric-config.ts';
import { bridgeCable } from './networks/bridge-config.ts';
import { bridgedLinksOf } from './networks/bridged-links.ts';
import { FabricKeeper } from './networks/fabric-keeper.ts';
import { NamespaceKeeper, type HostNeeds } from './networks/namespace-keeper.ts';
import { onPlacesChanged } from './networks/places-changed.ts';
import type { Tunnels } from './networks/tunnels.ts';
import type { XrayService } from './xray/xray-service.ts';

export interface LabParts {
  service: LabService;
  hostBridges: readonly string[];
  live: LabLive;
  captures: LabCaptures;
  reach: LabReach;
  templates: LabTemplates;
  files: LabFiles;
  namespace: NamespaceKeeper;
  close(): Promise<void>;
}

/** Labs and the fabric that carries them; what was drawn is in force again when this returns, or soon after. */
export async function composeLabs(
  base: Foundation,
  deps: {
    registry: MachineRegistry;
    tunnels: Tunnels;
    hostNeeds: (labs: readonly LabRecord[]) => HostNeeds;
    machines: LabMakerDeps['machines'] & LabFilesDeps['machines'];
    images: LabFilesDeps['images'];
    kernels: LabFilesDeps['kernels'];
    nicHost: LabFilesDeps['nicHost'];
    xrays: XrayService;
  },
): Promise<LabParts> {
  const { config, account, activity, events, tasks, log } = base;
  const { registry, tunnels, xrays } = deps;
  const machine = (id: MachineId): LabMachine | null => registry.find(id)?.record ?? null;

  const labs = new LabRegistry({
    store: new LabStore(base.db),
    events,
    onDrawn: () => {
      void fabric.sync();
      void namespace.sync();
    },
  });
  await labs.load();
  const fabric = new FabricKeeper({
    launch: {
      home: config.home,
      runtimeRoot: config.runtimeRoot,
      fabricPath: config.fabricPath,
      nodePath: process.execPath,
      runAs: account.runAs,
    },
    isRunning: (await isFabricAlive(config.home)) || (await hasKeptCaptures(config.home)),
    wanted: () => ({
      ...fabricConfigOf({
        labs: labs.all(),
        machine,
        tunnel: (id, nic) => tunnels.of(id, nic).fabric,
      }),
      bridged: { pid: namespace.member?.pid ?? null, links: bridgedLinksOf(labs.all(), machine) },
    }),
    log,
  });
  const namespace = new NamespaceKeeper({
    place: { home: config.home, runtimeRoot: config.runtimeRoot, runAs: account.runAs },
    needs: () => deps.hostNeeds(labs.all()),
    onMember: () => void fabric.sync(),
    log,
  });
  void fabric.sync();
  void namespace.sync();
  const leavePlaces = onPlacesChanged(registry, () => void namespace.sync());
  const service = new LabService({
    labs,
    fabric,
    activity,
    events,
    machine,
    hostBridges: config.hostBridges,
  });
  // Names and addresses of machines are in switches and uplinks, and those that are gone in no lab.
  const signs = new Map(registry.entries().map(({ record }) => [record.id, signOf(record)]));
  const leave = registry.onChanged((id) => {
    const found = machine(id);
    const sign = found === null ? undefined : signOf(found);
    if (sign === signs.get(id)) return;
    if (sign === undefined) signs.delete(id);
    else signs.set(id, sign);
    if (sign === undefined)
      void service.forgetMachine(id).catch((err: unknown) => log.error({ err }, 'a lab'));
    else void fabric.sync();
  });
  const guests = new GuestPorts({
    registry,
    isAnswering: (id) => {
      const queue = xrays.queueOf(id);
      return queue === null ? null : queue.state === 'answering';
    },
  });
  const isOfBridges = ({ nodes }: LabRecord, link: LabLink): boolean => {
    const byId = new Map(nodes.map((node) => [node.id, node]));
    return bridgeCable(link, byId, (id) => machine(id)?.nics ?? []) !== null;
  };
  const leaveBoots = onBootsChanged(registry, ({ record: { id, nics } }) => {
    void fabric.forgetAddresses(nics.map(({ number }) => nicIdOf(id, number)));
  });
  const bootedAt = (id: MachineId): string | null => {
    const entry = registry.find(id);
    const state = entry === null ? null : toMachineState(entry.run, entry.record.lastExit);
    return state === null || state.phase === 'stopped' ? null : state.since;
  };
  const maker = new LabMaker({ service, machines: deps.machines, tasks });
  const live = new LabLive({ labs, fabric, namespace, guests, machine, bootedAt });
  return {
    service,
    hostBridges: config.hostBridges,
    live,
    captures: new LabCaptures({ labs, fabric, activity }),
    reach: new LabReach({
      lab: (id) => {
        const lab = labs.get(id);
        return { ...lab, links: lab.links.filter((link) => !isOfBridges(lab, link)) };
      },
      look: (id) => live.look(id),
      fabric,
      machine: (id) => {
        if (registry.find(id) === null) return null;
        const { name, state } = registry.present(id);
        return { name, phase: state.phase };
      },
      forwards: (id) => askForwarding(registry, id),
    }),
    templates: new LabTemplates({ machines: deps.machines, maker }),
    files: new LabFiles({
      service,
      machines: deps.machines,
      machine: (id) => registry.find(id)?.record ?? null,
      images: deps.images,
      kernels: deps.kernels,
      nicHost: deps.nicHost,
      maker,
    }),
    namespace,
    close: async () => {
      leave();
      leavePlaces();
      leaveBoots();
      live.close();
      const isNobodyThere = [...registry.entries()].every(({ run }) => run === null);
      await fabric.close({ endFabric: isNobodyThere });
      await namespace.close({ endAll: isNobodyThere });
    },
  };
}

/** What the fabric is told of a machine by its name service and by forwards to it. */
function signOf({ name, nics }: LabMachine): string {
  return [name, ...nics.map(({ number, mac, transport }) => `${number} ${mac} ${transport.kind}`)].join('\n');
}
