import { Switch } from '@mantine/core';
import { ipv4Address, ipv4Subnet, type LabNode } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { putNode } from '../commands.ts';
import { useLabEditor, useLabUi } from '../lab-editor.ts';
import { freeSubnet } from './free-subnet.ts';
import { NumberField } from './number-field.tsx';
import classes from './panel.module.css';
import { Part } from './part.tsx';
import { TextField } from './text-field.tsx';

/** Addresses and names for whoever is plugged into a switch. */
export function DhcpFields({ node }: { node: Extract<LabNode, { kind: 'switch' }> }): ReactNode {
  const editor = useLabEditor();
  const document = useLabUi((ui) => ui.document);
  const { dhcp } = node;
  const toggle = (
    <Switch
      size="xs"
      aria-label="DHCP and DNS"
      checked={dhcp !== null}
      onChange={(event) =>
        putNode(editor, {
          ...node,
          dhcp: event.currentTarget.checked
            ? { subnet: freeSubnet(document), router: null, leaseSeconds: 3600, dns: true }
            : null,
        })
      }
    />
  );
  if (dhcp === null) {
    return (
      <Part title="DHCP and DNS" aside={toggle}>
        <p className={classes['quiet']}>Off: guests need addresses of their own.</p>
      </Part>
    );
  }
  const put = (changes: Partial<typeof dhcp>): void =>
    putNode(editor, { ...node, dhcp: { ...dhcp, ...changes } });
  return (
    <Part title="DHCP and DNS" aside={toggle}>
      <TextField
        label="Subnet"
        description="The switch itself has its first address"
        maxLength={60}
        value={dhcp.subnet}
        check={(text) => ipv4Subnet.safeParse(text).error?.issues[0]?.message ?? null}
        onCommit={(subnet) => put({ subnet })}
      />
      <TextField
        label="Router"
        placeholder="None"
        description="Told to guests as the way out; empty for a network of its own"
        maxLength={60}
        value={dhcp.router ?? ''}
        check={(text) =>
          text === '' ? null : (ipv4Address.safeParse(text).error?.issues[0]?.message ?? null)
        }
        onCommit={(text) => put({ router: text === '' ? null : text })}
      />
      <NumberField
        label="An address is lent for"
        suffix=" s"
        min={60}
        max={604_800}
        value={dhcp.leaseSeconds}
        onCommit={(leaseSeconds) => put({ leaseSeconds })}
      />
      <Switch
        size="xs"
        label="Names"
        description="Guests find each other by the names of their machines"
        checked={dhcp.dns}
        onChange={(event) => put({ dns: event.currentTarget.checked })}
      />
    </Part>
  );
}
