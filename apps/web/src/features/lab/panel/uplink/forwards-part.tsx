import { Button } from '@mantine/core';
import {
  MAX_FORWARDS,
  hostPortKey,
  type ForwardState,
  type LabNode,
  type PortForward,
} from '@umlaut/contracts/model';
import { useRef, type ReactNode } from 'react';
import { IconPlus } from '../../../../components/icons.ts';
import { putNode } from '../../commands.ts';
import { FreePorts } from '../../document/copy-forwards.ts';
import { useLabEditor } from '../../lab-editor.ts';
import classes from '../panel.module.css';
import { Part } from '../part.tsx';
import { ForwardCard } from './forward-card.tsx';
import { firstTarget } from './target-options.ts';

export interface ForwardsPartProps {
  node: Extract<LabNode, { kind: 'uplink' }>;
  states: readonly ForwardState[];
}

/** Ports of this host that lead to machines behind an uplink. */
export function ForwardsPart({ node, states }: ForwardsPartProps): ReactNode {
  const editor = useLabEditor();
  const add = useRef<HTMLButtonElement>(null);
  const put = (forwards: PortForward[]): void => putNode(editor, { ...node, forwards });
  const addOne = (): void => {
    const { document, machines } = editor.ui.getState();
    const hostPort = new FreePorts(document).take('tcp', 8080);
    const target = firstTarget(node.id, document, machines);
    put([...node.forwards, { protocol: 'tcp', hostPort, guestPort: 80, target }]);
  };
  return (
    <Part
      title="Port forwards"
      aside={
        <Button
          ref={add}
          size="compact-xs"
          variant="default"
          leftSection={<IconPlus size={13} aria-hidden />}
          disabled={node.forwards.length >= MAX_FORWARDS}
          onClick={addOne}
        >
          Add
        </Button>
      }
    >
      {node.forwards.length === 0 ? (
        <p className={classes['quiet']}>None. One leads from a port of this host to a machine.</p>
      ) : (
        node.forwards.map((forward, index) => (
          <ForwardCard
            // oxlint-disable-next-line react/no-array-index-key -- a forward is its place in the list
            key={index}
            uplink={node.id}
            forward={forward}
            state={stateOf(forward, states)}
            onChange={(changes) =>
              put(node.forwards.map((one, other) => (other === index ? { ...one, ...changes } : one)))
            }
            onRemove={() => {
              put(node.forwards.filter((_, other) => other !== index));
              // The button that was pressed is gone.
              add.current?.focus();
            }}
          />
        ))
      )}
    </Part>
  );
}

/** What was just changed has none yet. */
function stateOf(forward: PortForward, states: readonly ForwardState[]): ForwardState | null {
  return states.find((state) => hostPortKey(state) === hostPortKey(forward)) ?? null;
}
