import { ActionIcon, Button, Progress, SegmentedControl, Select, TextInput, Tooltip } from '@mantine/core';
import { mediumOf, nicDevice, WATCH_MS, type Machine } from '@umlaut/contracts/model';
import { useEffect, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { IconArrowsExchange } from '../../../components/icons.ts';
import { useLabEditor, useLabUi } from '../lab-editor.ts';
import { Part } from '../panel/part.tsx';
import type { ReachEnd, ReachUi } from './reach-session.ts';
import classes from './reach.module.css';

const MODES = [
  { value: 'probe', label: 'Send pings' },
  { value: 'watch', label: 'Only watch' },
];
const MODE_HINTS = {
  probe: 'The network asks and pings on behalf of the first machine, and follows each of these frames.',
  watch: `Nothing is sent: for ${WATCH_MS / 1000} seconds, frames that the two send by themselves are followed.`,
};

/** Who asks for whom, and how. */
export function ReachForm(): ReactNode {
  const { reach } = useLabEditor();
  const { from, to, address, mode, run } = useStore(reach.ui);
  const machines = useMachinesHere();
  const isAsking = run.kind === 'asking';
  const canAsk = from.machine !== null && to.machine !== null && from.machine !== to.machine;
  return (
    <Part title="Question">
      {machines.length < 2 ? (
        <p className={classes['quiet']}>Two machines have to be in the lab. Add them, and a link to each.</p>
      ) : null}
      <form
        className={classes['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (canAsk) void reach.ask();
        }}
      >
        <div className={classes['ends']}>
          <EndFields
            label="Can"
            end={from}
            machines={machines}
            onChange={(end) => reach.choose({ from: end })}
          />
          <Tooltip label="The other way round">
            <ActionIcon variant="default" aria-label="Swap the two machines" onClick={() => reach.swap()}>
              <IconArrowsExchange size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
          <EndFields
            label="reach"
            end={to}
            machines={machines}
            onChange={(end) => reach.choose({ to: end })}
          />
        </div>
        {from.machine !== null && from.machine === to.machine ? (
          <p className={classes['bad']}>Choose two different machines.</p>
        ) : null}
        <TextInput
          label="At the address"
          description="Empty: one that it was seen to use"
          size="xs"
          value={address}
          placeholder="10.0.0.2"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => reach.choose({ address: event.currentTarget.value })}
        />
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label="How"
          data={MODES}
          value={mode}
          onChange={(value) => reach.choose({ mode: value === 'watch' ? 'watch' : 'probe' })}
        />
        <p className={classes['quiet']}>{MODE_HINTS[mode]}</p>
        <div className={classes['buttons']}>
          <Button type="submit" size="xs" disabled={!canAsk || isAsking}>
            {run.kind === 'done' || run.kind === 'failed' ? 'Check again' : 'Check'}
          </Button>
          {isAsking ? (
            <Button variant="default" size="xs" onClick={() => reach.cancel()}>
              Cancel
            </Button>
          ) : null}
        </div>
        {isAsking ? <Asking mode={run.mode} /> : null}
      </form>
    </Part>
  );
}

interface EndFieldsProps {
  label: string;
  end: ReachEnd;
  machines: readonly Machine[];
  onChange: (end: ReachEnd) => void;
}

function EndFields({ label, end, machines, onChange }: EndFieldsProps): ReactNode {
  const chosen = machines.find(({ id }) => id === end.machine);
  // What goes elsewhere is not followed.
  const nics = chosen?.nics.filter(({ transport }) => mediumOf(transport) === 'fabric') ?? [];
  return (
    <div className={classes['end']}>
      <Select
        label={label}
        size="xs"
        searchable
        placeholder="Choose a machine"
        nothingFoundMessage="No machine in this lab is called that"
        data={machines.map(({ id, name }) => ({ value: id, label: name }))}
        value={end.machine}
        onChange={(value) => {
          const machine = machines.find(({ id }) => id === value);
          onChange({ machine: machine?.id ?? null, nic: null });
        }}
      />
      {chosen === undefined || nics.length < 2 ? null : (
        <Select
          label={`Interface of ${chosen.name}`}
          size="xs"
          data={[
            { value: '', label: 'Whichever is nearest' },
            ...nics.map(({ number }) => ({ value: String(number), label: nicDevice(number) })),
          ]}
          value={end.nic === null ? '' : String(end.nic)}
          allowDeselect={false}
          onChange={(value) =>
            onChange({ ...end, nic: value === null || value === '' ? null : Number(value) })
          }
        />
      )}
    </div>
  );
}

/** How far it is: a watch takes its time, pings as long as answers do. */
function Asking({ mode }: { mode: ReachUi['mode'] }): ReactNode {
  const [elapsed, setElapsed] = useState(0);
  useEffect(() => {
    const began = performance.now();
    const timer = setInterval(() => setElapsed(performance.now() - began), 250);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.floor(elapsed / 1000);
  const share = mode === 'watch' ? Math.min(100, (elapsed / WATCH_MS) * 100) : 100;
  return (
    <div>
      <Progress size="sm" value={share} animated aria-label={mode === 'watch' ? 'Watching' : 'Asking'} />
      <p className={`${classes['quiet']} u-num`} aria-hidden>
        {mode === 'watch'
          ? `Watching, ${seconds} of ${WATCH_MS / 1000} s. Send something now, from a console.`
          : `Asking and pinging, for ${seconds} s.`}
      </p>
    </div>
  );
}

function useMachinesHere(): Machine[] {
  const nodes = useLabUi(({ document }) => document.nodes);
  const machines = useLabUi((ui) => ui.machines);
  return [...nodes.values()]
    .flatMap((node) => (node.kind === 'machine' ? (machines.get(node.machineId) ?? []) : []))
    .toSorted((one, other) => one.name.localeCompare(other.name));
}
