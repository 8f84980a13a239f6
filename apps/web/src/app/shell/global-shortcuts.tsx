import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { openShortcutSheet } from '../../features/shortcuts/shortcut-sheet.tsx';
import { openTaskDrawer } from '../../machine-actions/task-drawer-store.ts';
import { useShortcut } from '../../lib/shortcuts.ts';
import { NAVIGATION, type NavigationItem } from './navigation.ts';
import { openCreateDialogLazily } from './open-create-dialog.ts';

/** Shortcuts that work on every page. Ctrl/Cmd-K belongs to the palette itself. */
export function GlobalShortcuts(): ReactNode {
  useShortcut({ keys: 'n', label: 'Create machines', group: 'Everywhere', run: openCreateDialogLazily });
  useShortcut({ keys: 't', label: 'Show tasks', group: 'Everywhere', run: openTaskDrawer });
  useShortcut({ keys: '?', label: 'This help', group: 'Everywhere', run: openShortcutSheet });
  return NAVIGATION.map((item) => <NavigationShortcut key={item.to} item={item} />);
}

function NavigationShortcut({ item }: { item: NavigationItem }): ReactNode {
  const navigate = useNavigate();
  useShortcut({
    keys: item.keys,
    label: `Go to ${item.label.toLowerCase()}`,
    group: 'Go to',
    run: () => void navigate({ to: item.to }),
  });
  return null;
}
