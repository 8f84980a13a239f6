import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { LabNode } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { orpc } from '../../../lib/api-client.ts';
import { putNode } from '../commands.ts';
import { useLabEditor } from '../lab-editor.ts';
import classes from './panel.module.css';

/** The bridge of this host that one of a lab is joined to: guests are on that network then. */
export function HostBridgeField({ node }: { node: Extract<LabNode, { kind: 'bridge' }> }): ReactNode {
  const editor = useLabEditor();
  const { data, isError } = useQuery(orpc.labs.hostBridges.queryOptions());
  if (isError) return <p className={classes['bad']}>The bridges of this host could not be read.</p>;
  if (data === undefined) return null;
  // One that was closed to labs since is shown, so that it can be taken away.
  const names = [...new Set([...data.items, ...(node.hostBridge === null ? [] : [node.hostBridge])])];
  if (names.length === 0) {
    return (
      <p className={classes['quiet']}>
        It leads nowhere but to its machines. To join it to a bridge of this host, start Umlaut with
        UMLAUT_HOST_BRIDGES=NAME.
      </p>
    );
  }
  return (
    <Select
      size="xs"
      label="Joined to the host's bridge"
      description="Guests are on that network, with whoever else is"
      placeholder="None"
      clearable
      data={names}
      value={node.hostBridge}
      onChange={(hostBridge) => putNode(editor, { ...node, hostBridge })}
    />
  );
}
