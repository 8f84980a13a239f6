import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { labNodeId, type LabNode } from '@umlaut/contracts/model';
import { useState, type ReactNode } from 'react';
import type { Target } from './document/connect.ts';
import { mediumOfNode } from './document/media.ts';
import { hasPorts, portName } from './document/ports.ts';
import { connect } from './draw-link.ts';
import { useLabEditor, useLabUi } from './lab-editor.ts';
import { KINDS, nodeName } from './node-words.ts';

/** Draws a link without a pointer: the other end is chosen from a list. */
export function LinkDialog(): ReactNode {
  const editor = useLabEditor();
  const from = useLabUi((ui) => ui.linkFrom);
  const close = (): void => editor.ui.setState({ linkFrom: null });
  return (
    <Modal opened={from !== null} onClose={close} title="Draw a link">
      {from === null ? null : <LinkForm from={from} onClose={close} />}
    </Modal>
  );
}

function LinkForm({ from, onClose }: { from: Target; onClose: () => void }): ReactNode {
  const editor = useLabEditor();
  const document = useLabUi((ui) => ui.document);
  const machines = useLabUi((ui) => ui.machines);
  const [to, setTo] = useState<string | null>(null);
  const node = document.nodes.get(from.nodeId);
  const name = node === undefined ? '' : nodeName(node, machines);
  const where = from.port === null ? name : `${name}, ${portName(node, from.port, machines)}`;
  const choices = [...document.nodes.values()]
    .filter((other) => hasPorts(other) && other.id !== from.nodeId && canJoin(node, other))
    .map((other) => ({
      value: other.id,
      label: `${nodeName(other, machines)} (${KINDS[other.kind].label})`,
    }));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (to === null) return;
        onClose();
        void connect(editor, from, { nodeId: labNodeId.parse(to), port: null });
      }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          From {where}. The next port or interface that is free is taken.
        </Text>
        <Select
          label="To"
          data-autofocus
          searchable
          data={choices}
          value={to}
          onChange={setTo}
          nothingFoundMessage="Nothing in this lab is called that"
          placeholder={choices.length === 0 ? 'Nothing else is in this lab' : 'Choose'}
        />
      </Stack>
      <Group justify="flex-end" gap="xs" mt="lg">
        <Button variant="default" size="sm" onClick={onClose}>
          Cancel
        </Button>
        <Button size="sm" type="submit" disabled={to === null}>
          Draw it
        </Button>
      </Group>
    </form>
  );
}

/** Kernel bridges and what is of the fabric have no links to each other. */
function canJoin(one: LabNode | undefined, other: LabNode): boolean {
  const [first, second] = [mediumOfNode(one), mediumOfNode(other)];
  return first === null || second === null || first === second;
}
