import { ActionIcon } from '@mantine/core';
import { skipToken, useQuery } from '@tanstack/react-query';
import {
  nicDeviceOf,
  type LabSummary,
  type Machine,
  type NicConfig,
  type NicState,
} from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { operstateWords } from '../../components/operstate.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { formatBytes } from '../../components/format-bytes.ts';
import { IconPencil, IconTrash } from '../../components/icons.ts';
import { NIC_KIND_LABELS, ownTarget, transportWords } from '../../components/nic-words.ts';
import { StatusBadge } from '../../components/status-badge.tsx';
import { api } from '../../lib/api-client.ts';
import classes from './nics.module.css';
import { usePlugs, type Plug } from './use-plugs.ts';
import { openChangeNicDialog } from '../../machine-actions/nics/nic-dialog.tsx';
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
            <th scope="col">Kind</th>
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
          {machine.nics.map((nic) => (
            <NicRow
              key={nic.number}
              machine={machine}
              nic={nic}
              plug={plugs.get(nic.number)}
              now={state?.nics.find((one) => one.machineId === machine.id && one.number === nic.number)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface NicRowProps {
  machine: Machine;
  nic: NicConfig;
  plug: Plug | undefined;
  now: NicState | undefined;
}

function NicRow({ machine, nic, plug, now }: NicRowProps): ReactNode {
  const { mac, transport } = nic;
  const device = nicDeviceOf(nic);
  const words = transportWords(transport);
  return (
    <tr>
      <td className="u-mono">{device}</td>
      <td data-label="Kind">
        {NIC_KIND_LABELS[transport.kind]}
        {words === '' ? null : <div className={classes['words']}>{words}</div>}
      </td>
      <td className="u-mono" data-label="MAC address">
        <span className={classes['mac']}>
          {mac}
          <CopyButton value={mac} label={`Copy the MAC address of ${device}`} />
        </span>
      </td>
      <td data-label="Plugged into">
        {plug === undefined ? (
          <span className={classes['quiet']}>
            {ownTarget(transport) === null ? 'Nothing' : 'Its own target'}
          </span>
        ) : (
          <span className={classes['plug']}>
            {plug.name}
            {plug.isEnabled ? null : <StatusBadge tone="idle" label="Unplugged" />}
          </span>
        )}
      </td>
      <td data-label="Guest">
        <GuestSide now={now} />
      </td>
      <td className="u-num" data-label="Traffic">
        {now === undefined ? '-' : `↑ ${formatBytes(now.sent.bytes)} ↓ ${formatBytes(now.received.bytes)}`}
      </td>
      <td className={classes['deedsCell']}>
        <span className={classes['deeds']}>
          <ActionIcon
            aria-label={`Change ${device}`}
            onClick={() => {
              openChangeNicDialog(machine, nic, plug?.name ?? null);
            }}
          >
            <IconPencil size={15} aria-hidden />
          </ActionIcon>
          <ActionIcon
            aria-label={`Remove ${device}`}
            onClick={() => {
              askToRemoveNic(machine, nic);
            }}
          >
            <IconTrash size={15} aria-hidden />
          </ActionIcon>
        </span>
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
