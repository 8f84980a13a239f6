import { useMantineColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { Machine } from '@umlaut/contracts/model';
import { useCallback, type ReactNode } from 'react';
import {
  IconBook,
  IconKeyboard,
  IconListCheck,
  IconLogout,
  IconMoon,
  IconPlus,
  IconSun,
  IconTerminal,
} from '../../components/icons.ts';
import { machineStatus } from '../../components/machine-status.ts';
import { Palette } from '../../features/palette/palette.tsx';
import type { PaletteEntry } from '../../features/palette/palette-entry.ts';
import { openShortcutSheet } from '../../features/shortcuts/shortcut-sheet.tsx';
import { machinesQuery } from '../../live/live-queries.ts';
import { MACHINE_ACTIONS, machineActionsFor } from '../../machine-actions/action-definitions.ts';
import { openTaskDrawer } from '../../machine-actions/task-drawer-store.ts';
import { useMachineActions } from '../../machine-actions/use-machine-actions.ts';
import { NAVIGATION } from './navigation.ts';
import { openCreateDialogLazily } from './open-create-dialog.ts';
import { useSignOut } from './use-sign-out.ts';

/** What the palette can do: machines and their actions, pages, commands of the app. */
export function CommandPalette(): ReactNode {
  const machines = useMachineEntries();
  const pages = usePageEntries();
  const commands = useCommandEntries();
  const entriesFor = useCallback(
    (query: string) => [...machines(query), ...pages(), ...commands()],
    [machines, pages, commands],
  );
  return <Palette entriesFor={entriesFor} />;
}

function useMachineEntries(): (query: string) => readonly PaletteEntry[] {
  // Also those that come while the palette is open.
  const { data } = useQuery(machinesQuery);
  const navigate = useNavigate();
  const actions = useMachineActions();
  return useCallback(
    (query) => {
      const machines = data?.items ?? [];
      const open = machines.map((machine): PaletteEntry => ({
        id: machine.id,
        label: machine.name,
        detail: machineStatus(machine.state).label,
        group: 'Machines',
        icon: IconTerminal,
        keywords: 'open console',
        run: () => void navigate({ to: '/machines/$machineId', params: { machineId: machine.id } }),
      }));
      // Verbs only once something is typed: a thousand machines have six thousand of them.
      if (query.trim() === '') return open;
      return [...open, ...machines.flatMap((machine) => actionEntries(machine, actions.run))];
    },
    [data, navigate, actions],
  );
}

function actionEntries(
  machine: Machine,
  run: ReturnType<typeof useMachineActions>['run'],
): readonly PaletteEntry[] {
  return machineActionsFor(machine.state).map((action) => ({
    id: `${machine.id} ${action}`,
    label: `${MACHINE_ACTIONS[action].label} ${machine.name}`,
    detail: MACHINE_ACTIONS[action].description,
    group: 'Machine actions',
    subject: machine.name,
    icon: MACHINE_ACTIONS[action].icon,
    run: () => {
      run(action, machine);
    },
  }));
}

function usePageEntries(): () => readonly PaletteEntry[] {
  const navigate = useNavigate();
  return useCallback(
    () =>
      NAVIGATION.map((item) => ({
        id: item.to,
        label: item.label,
        group: 'Pages',
        icon: item.icon,
        keys: item.keys,
        keywords: 'go to page',
        run: () => void navigate({ to: item.to }),
      })),
    [navigate],
  );
}

function useCommandEntries(): () => readonly PaletteEntry[] {
  const { setColorScheme } = useMantineColorScheme();
  const signOut = useSignOut();
  return useCallback(() => {
    const command = (
      label: string,
      icon: PaletteEntry['icon'],
      rest: Pick<PaletteEntry, 'run' | 'keys'>,
    ): PaletteEntry => ({ id: label, label, icon, group: 'Commands', ...rest });
    return [
      command('Create machines', IconPlus, { keys: 'n', run: openCreateDialogLazily }),
      command('Show tasks', IconListCheck, { keys: 't', run: openTaskDrawer }),
      command('Keyboard shortcuts', IconKeyboard, { keys: '?', run: openShortcutSheet }),
      command('API documentation', IconBook, { run: () => window.open('/api/docs', '_blank', 'noreferrer') }),
      command('Light theme', IconSun, {
        run: () => {
          setColorScheme('light');
        },
      }),
      command('Dark theme', IconMoon, {
        run: () => {
          setColorScheme('dark');
        },
      }),
      command('Theme of the system', IconSun, {
        run: () => {
          setColorScheme('auto');
        },
      }),
      command('Sign out', IconLogout, { run: signOut }),
    ];
  }, [setColorScheme, signOut]);
}
