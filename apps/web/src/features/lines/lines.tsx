import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { LineReport, Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { Loading } from '../../components/loading.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { IconPlus } from '../../components/icons.ts';
import { Notice } from '../../components/notice.tsx';
import { api } from '../../lib/api-client.ts';
import { openLineDialog } from './line-dialog.tsx';
import { LineTable } from './line-table.tsx';
import classes from './lines.module.css';

/** Devices appear and vanish as programs in the guest open and close them, and nobody tells. */
const REFRESH_MS = 3_000;

/** The machine's consoles and serial lines: where each leads, now and at the next start. */
export function Lines({ machine }: { machine: Machine }): ReactNode {
  const { id, version, state } = machine;
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['machine', id, 'lines', version],
    queryFn: ({ signal }) => api.lines.list({ id }, { signal }),
    placeholderData: (before) => before,
    refetchInterval: state.phase === 'stopped' ? false : REFRESH_MS,
    gcTime: 10_000,
  });
  if (error !== null) {
    return <ErrorState title="The lines could not be read" error={error} onRetry={() => void refetch()} />;
  }
  if (isPending) return <Loading height={180} />;
  const open = (line: LineReport | null): void => {
    openLineDialog({
      machine,
      taken: machine.lines.map(({ name }) => name),
      choices: data.choices,
      line:
        line === null ? null : { name: line.name, channel: line.configured ?? line.live?.channel ?? NOTHING },
      onSaved: () => void refetch(),
    });
  };
  return (
    <section className={classes['lines']} aria-label="Consoles and serial lines">
      <header className={classes['head']}>
        <p>
          Consoles (con) and serial lines (ssl) of the guest, and where each leads on the host. A line that is
          not listed leads nowhere.
        </p>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => {
            open(null);
          }}
        >
          Add a line
        </Button>
      </header>
      {data.silence === null ? null : (
        <Notice tone="warn" title="The kernel does not say how its lines are">
          {data.silence}
        </Notice>
      )}
      <LineTable machine={machine} lines={data.items} onChange={open} onDone={() => void refetch()} />
    </section>
  );
}

const NOTHING = { kind: 'null' as const };
