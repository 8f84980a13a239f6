import { Button, Group, List, Progress, Stack, Text } from '@mantine/core';
import { modals } from '@mantine/modals';
import { useRef, useState, type ReactNode } from 'react';
import { Notice } from '../../../components/notice.tsx';
import type { ClonePlan } from './clone-plan.ts';
import { makeClones, type Clones } from './make-clones.ts';

export interface PasteDialogOptions {
  plan: ClonePlan;
  /** With the clones that there are; with none for a paste without machines. */
  onPaste: (clones: Clones) => void;
}

/** Asks before machines are copied with their disks, and shows how far that is. */
export function openPasteDialog(options: PasteDialogOptions): void {
  const id = modals.open({
    title: 'Paste machines as clones?',
    // While clones are made it is closed by its own buttons, so that none is made unseen.
    closeOnClickOutside: false,
    withCloseButton: false,
    closeOnEscape: false,
    children: <PasteDialog {...options} onClose={() => modals.close(id)} />,
  });
}

function PasteDialog({ plan, onPaste, onClose }: PasteDialogOptions & { onClose: () => void }): ReactNode {
  const [making, setMaking] = useState<number | null>(null);
  const [isCancelled, setCancelled] = useState(false);
  const cancel = useRef(new AbortController());
  const { clones, running } = plan;
  const finish = (made: Clones): void => {
    onClose();
    onPaste(made);
  };
  const begin = async (): Promise<void> => {
    finish(await makeClones(clones, { onProgress: setMaking, signal: cancel.current.signal }));
  };
  return (
    <Stack gap="sm">
      <Text size="sm">
        A lab has each machine once, so copies of these go into it, with disks of their own:
      </Text>
      {clones.length === 0 ? null : (
        <List size="sm" spacing={2}>
          {clones.map(({ source, name }) => (
            <List.Item key={source.id}>
              {source.name} as <b>{name}</b>
            </List.Item>
          ))}
        </List>
      )}
      {running.length === 0 ? null : (
        <Notice tone="warn">
          {running.map(({ name }) => name).join(', ')} {running.length === 1 ? 'runs' : 'run'}, and disks
          change under a copy: left out. Shut down and paste again to have{' '}
          {running.length === 1 ? 'it' : 'them'} too.
        </Notice>
      )}
      {making === null ? null : (
        <div aria-live="polite">
          <Text size="sm" mb={6}>
            {isCancelled ? 'Finishing' : 'Making'} clone {making} of {clones.length}:{' '}
            {clones[making - 1]?.name}
          </Text>
          <Progress value={((making - 0.5) / clones.length) * 100} animated aria-label="Clones made" />
        </div>
      )}
      <Group justify="flex-end" gap="xs" mt="xs">
        {making === null ? (
          <>
            <Button variant="default" size="sm" onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="default"
              size="sm"
              onClick={() => finish({ made: [], bySource: new Map(), failure: null })}
            >
              Paste without machines
            </Button>
            <Button
              size="sm"
              data-autofocus
              disabled={clones.length === 0}
              onClick={() => {
                void begin();
              }}
            >
              {clones.length === 1 ? 'Clone and paste' : `Clone ${clones.length} and paste`}
            </Button>
          </>
        ) : (
          <Button
            variant="default"
            size="sm"
            disabled={isCancelled}
            onClick={() => {
              setCancelled(true);
              cancel.current.abort();
            }}
          >
            Stop after this one
          </Button>
        )}
      </Group>
    </Stack>
  );
}
