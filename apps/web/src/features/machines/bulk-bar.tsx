import { ActionIcon, Button } from '@mantine/core';
import type { BulkAction } from '@umlaut/contracts/http';
import { Link } from '@tanstack/react-router';
import { MAX_WORKSPACE_CONSOLES, type Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { loginConsoles } from '../../components/login-consoles.ts';
import { IconTerminal, IconX } from '../../components/icons.ts';
import { askFor } from '../../lib/workspace-search.ts';
import { MACHINE_ACTIONS, canDo } from '../../machine-actions/action-definitions.ts';
import { openDeleteDialog } from '../../machine-actions/delete-dialog.tsx';
import { openPowerOffDialog } from '../../machine-actions/power-off-dialog.tsx';
import { runBulk, startBulk } from '../../machine-actions/run-bulk.ts';
import { openTaskDrawer } from '../../machine-actions/task-drawer-store.ts';
import classes from './bulk-bar.module.css';

const SHOWN: readonly BulkAction[] = [
  'start',
  'shutdown',
  'pause',
  'resume',
  'reboot',
  'power-off',
  'delete',
];

export interface BulkBarProps {
  selected: readonly Machine[];
  onClear: () => void;
}

/** What can be done to everything selected; each action takes the machines that it makes sense for. */
export function BulkBar({ selected, onClear }: BulkBarProps): ReactNode {
  return (
    <section className={classes['bar']} aria-label="Selected machines">
      <output className={classes['count']}>{selected.length} selected</output>
      <div className={classes['actions']}>
        {SHOWN.map((action) => (
          <BulkButton key={action} action={action} selected={selected} />
        ))}
        <ConsolesButton selected={selected} />
      </div>
      <ActionIcon aria-label="Clear the selection" onClick={onClear}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
    </section>
  );
}

function BulkButton({ action, selected }: { action: BulkAction; selected: readonly Machine[] }): ReactNode {
  const { label, icon: Glyph, danger } = MACHINE_ACTIONS[action];
  const able = selected.filter(({ state }) => canDo(state, action));
  if (able.length === 0) return null;
  const some = able.length < selected.length;
  return (
    <Button
      variant="default"
      size="compact-sm"
      fw={500}
      fz="xs"
      className={danger ? (classes['danger'] ?? '') : ''}
      leftSection={<Glyph size={14} aria-hidden />}
      onClick={() => {
        perform(action, able);
      }}
    >
      {some ? `${label} ${able.length}` : label}
    </Button>
  );
}

/** Puts the login of each beside the others. */
function ConsolesButton({ selected }: { selected: readonly Machine[] }): ReactNode {
  const refs = loginConsoles(selected);
  if (refs.length === 0) return null;
  return (
    <Button
      renderRoot={(props) => (
        <Link to="/consoles" search={{ open: askFor(refs.slice(0, MAX_WORKSPACE_CONSOLES)) }} {...props} />
      )}
      variant="default"
      size="compact-sm"
      fw={500}
      fz="xs"
      leftSection={<IconTerminal size={14} aria-hidden />}
    >
      Open consoles
    </Button>
  );
}

function perform(action: BulkAction, machines: readonly Machine[]): void {
  if (action === 'delete') openDeleteDialog(machines);
  else if (action === 'power-off')
    openPowerOffDialog(machines, () => runBulk('power-off', machines), openTaskDrawer);
  else startBulk(action, machines);
}
