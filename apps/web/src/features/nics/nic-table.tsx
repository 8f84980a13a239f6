import { ActionIcon } from '@mantine/core';
import { skipToken, useQuery } from '@tanstack/react-query';
import { nicDevice, type LabSummary, type Machine, type NicState } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { operstateWords } from '../../components/operstate.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { formatBytes } from '../../components/format-bytes.ts';
import { IconTrash } from '../../components/icons.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import { api } from '../../lib/api-client.ts';
import classes from './nics.module.css';
import { usePlugs, type Plug } from './use-plugs.ts';
import { askToRemoveNic } from '../../machine-actions/remove-nic.tsx';

/** The state of a lab is asked for this often while somebody looks, milliseconds. */
const REFRESH_MS = 2_000;

export interface NicTableProps {
  machine: Machine;
  /** That it is in, if any. */
  lab: LabSummary | undefined;
}

export function NicTable({ machine, lab }: NicTableProps): ReactNode {
  const plugs = usePlugs(machine, lab?.id);
  const { data: state } = useQuery({
    queryKey: ['lab-state', lab?.id],
    queryFn: lab === undefined ? skipToken : ({ signal }) => api.labs.state({ id: lab.id }, { signal }),
    refetchInterval: REFRESH_MS,
  });
  return (
    <div className={classes['scroll']}>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">Interface</th>
            <th scope="col">MAC address</th>
            <th scope="col">Plugged into</th>
            <th scope="col">Guest</th>
            <th scope="col">Traffic</th>
            <th scope="col">
              <span className="u-sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {machine.nics.map(({ number, mac }) => (
            <NicRow
              key={number}
              machine={machine}
              nic={{ number, mac }}
              plug={plugs.get(number)}
              now={state?.nics.find((nic) => nic.machineId === machine.id && nic.number === number)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface NicRowProps {
  machine: Machine;
  nic: { number: number; mac: string };
  plug: Plug | undefined;
  now: NicState | undefined;
}

function NicRow({ machine, nic: { number, mac }, plug, now }: NicRowProps): ReactNode {
  return (
    <tr>
      <td className="u-mono">{nicDevice(number)}</td>
      <td className="u-mono">
        <span className={classes['mac']}>
          {mac}
          <CopyButton value={mac} label={`Copy the MAC address of ${nicDevice(number)}`} />
        </span>
      </td>
      <td>
        {plug === undefined ? (
          <span className={classes['quiet']}>Nothing</span>
        ) : (
          <span className={classes['plug']}>
            {plug.name}
            {plug.isEnabled ? null : <StatusBadge tone="idle" label="Unplugged" />}
          </span>
        )}
      </td>
      <td>
        <GuestSide now={now} />
      </td>
      <td className="u-num">
        {now === undefined ? '-' : `↑ ${formatBytes(now.sent.bytes)} ↓ ${formatBytes(now.received.bytes)}`}
      </td>
      <td>
        <ActionIcon
          aria-label={`Remove ${nicDevice(number)}`}
          onClick={() => {
            askToRemoveNic(machine, number);
          }}
        >
          <IconTrash size={15} aria-hidden />
        </ActionIcon>
      </td>
    </tr>
  );
}

function GuestSide({ now }: { now: NicState | undefined }): ReactNode {
  if (now === undefined) return '-';
  const { operstate, addresses } = now;
  return (
    <span className={classes['plug']}>
      {operstate === null ? null : <StatusBadge {...operstateWords(operstate)} />}
      {addresses.length === 0 ? (
        <span className={classes['quiet']}>no address seen</span>
      ) : (
        <span className="u-mono">{addresses.join(', ')}</span>
      )}
    </span>
  );
}
