import type { Machine, MachineFootprint, XraySample } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { ActivityGraph } from './activity-graph.tsx';
import { CounterTable } from './counter-table.tsx';
import { CpuGraph } from './cpu-graph.tsx';
import { DiskTable } from './disk-table.tsx';
import graphClasses from './graph/graph.module.css';
import { GuestFacts } from './guest-facts.tsx';
import type { HistoryEntry } from './history-entry.ts';
import { HostSide } from './host-side.tsx';
import { InterfaceTable } from './interface-table.tsx';
import { LoadGraph } from './load-graph.tsx';
import { MemoryGraph } from './memory-graph.tsx';
import { MountTable } from './mount-table.tsx';
import { Panel } from '../../components/panel.tsx';
import { DISK_DIRECTIONS, NETWORK_DIRECTIONS, RateGraph } from './rate-graph.tsx';
import { SysctlPanel } from './sysctl-panel.tsx';
import { wholeDisks } from './whole-disks.ts';
import classes from './xray.module.css';

export interface NowViewProps {
  machine: Machine;
  sample: XraySample | null;
  footprint: MachineFootprint | null;
  /** Why there is no footprint, where there is none. */
  hostAbsence: string;
  entries: readonly HistoryEntry[];
  /** How far back the graphs look. */
  spanMs: number;
  /** What is seen of the guest is not of now. */
  isOld: boolean;
  /** Nor is what is seen on the host. */
  isHostOld: boolean;
}

/** Everything that is seen of the guest, and of the same machine on its host. */
export function NowView(props: NowViewProps): ReactNode {
  const { sample, footprint, isOld, isHostOld } = props;
  return (
    <div className={classes['now']}>
      <div className={classes['main']} data-old={isOld}>
        <Graphs {...props} />
        {sample === null ? null : <Tables sample={sample} />}
      </div>
      <div className={classes['side']} data-old={isHostOld}>
        <Panel title="On the host" note="the same machine from outside">
          <HostSide footprint={footprint} absence={props.hostAbsence} />
        </Panel>
        {sample === null ? null : (
          <>
            <Panel title="Inside" note="as the guest sees itself">
              <GuestFacts
                facts={sample.facts}
                uptimeSeconds={sample.uptimeSeconds}
                oomKills={sample.memory.oomKills}
              />
            </Panel>
            <p className={classes['quiet']}>
              Read by the guest’s own kernel, without an agent: {sample.questions} questions in{' '}
              {sample.elapsedMs.toFixed(1)} ms, and only while somebody looks. Processes, modules and
              addresses it tells only to programs inside.
            </p>
          </>
        )}
      </div>
    </div>
  );
}

type GraphsProps = Pick<NowViewProps, 'machine' | 'sample' | 'footprint' | 'entries' | 'spanMs'>;
const MIB = 2 ** 20;

function Graphs({ machine, sample, footprint, entries, spanMs }: GraphsProps): ReactNode {
  const history = { entries, spanMs };
  const disks = sample === null ? [] : wholeDisks(sample.disks).map(({ name }) => name);
  const interfaces = (sample?.interfaces ?? []).map(({ name }) => name).filter((name) => name !== 'lo');
  return (
    <div className={`${classes['graphs']} ${graphClasses['palette']}`}>
      <CpuGraph {...history} />
      <MemoryGraph {...history} configuredBytes={footprint?.memoryLimitBytes ?? machine.memoryMiB * MIB} />
      <RateGraph
        {...history}
        title="Network"
        directions={NETWORK_DIRECTIONS}
        devices={interfaces.join(' ')}
      />
      <RateGraph {...history} title="Disks" directions={DISK_DIRECTIONS} devices={disks.join(' ')} />
      <LoadGraph {...history} cpu={sample?.cpu} />
      <ActivityGraph {...history} forksPerSecond={sample?.cpu.forksPerSecond ?? null} />
    </div>
  );
}

function Tables({ sample }: { sample: XraySample }): ReactNode {
  const { interfaces, mounts, disks, interrupts, softirqs, facts } = sample;
  return (
    <>
      <Panel title="Network interfaces">
        <InterfaceTable interfaces={interfaces} />
      </Panel>
      <Panel title="Mounts">
        <MountTable mounts={mounts} />
      </Panel>
      <Panel title="Disks">
        <DiskTable disks={disks} />
      </Panel>
      <div className={classes['pair']}>
        <Panel title="Interrupts" note="per second">
          <CounterTable label="Interrupts" counters={interrupts} />
        </Panel>
        <Panel title="Softirqs" note="per second">
          <CounterTable label="Softirqs" counters={softirqs} />
        </Panel>
      </div>
      <SysctlPanel sysctls={facts.sysctls} />
    </>
  );
}
