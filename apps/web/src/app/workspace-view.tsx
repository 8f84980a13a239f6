import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo, type ReactNode } from 'react';
import { DockedConsole } from '../features/console/docked-console.tsx';
import { DockedTools } from '../features/console/docked-tools.tsx';
import { TogetherBar } from '../features/console/together/together-bar.tsx';
import { TogetherMark } from '../features/console/together/together-mark.tsx';
import { useTypeTogether } from '../features/console/together/type-together.ts';
import { WorkspacePage } from '../features/workspace/workspace-page.tsx';
import type { WorkspaceParts } from '../features/workspace/workspace-parts.ts';
import { consolesAsked } from '../lib/workspace-search.ts';

const PARTS: WorkspaceParts = {
  renderConsole: (console, pane) => <DockedConsole {...console} {...pane} />,
  renderTools: (console, items) => <DockedTools {...console}>{items}</DockedTools>,
  renderMark: (key) => <TogetherMark id={key} />,
};

/** Puts consoles into the workspace, and both into the address. */
export function WorkspaceView({ views }: { views: ReactNode }): ReactNode {
  const { open } = useSearch({ from: '/app/consoles' });
  const navigate = useNavigate({ from: '/consoles' });
  const asked = useMemo(() => consolesAsked(open), [open]);
  const begin = useTypeTogether((state) => state.begin);
  const onOpened = useCallback(
    () => void navigate({ search: (search) => ({ ...search, open: undefined }), replace: true }),
    [navigate],
  );
  return (
    <WorkspacePage
      parts={PARTS}
      asked={asked}
      onOpened={onOpened}
      views={views}
      onTypeTogether={begin}
      renderBar={(keys) => <TogetherBar keys={keys} />}
    />
  );
}
