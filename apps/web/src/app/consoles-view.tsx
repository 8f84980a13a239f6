import { SegmentedControl } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Suspense, lazy, type ReactNode } from 'react';
import { PagePending } from '../components/page-pending.tsx';

const WorkspaceView = lazy(async () => ({
  default: (await import('./workspace-view.tsx')).WorkspaceView,
}));
const WallView = lazy(async () => ({ default: (await import('./wall-view.tsx')).WallView }));

/** All consoles: arranged by hand, or every one of them as a picture. */
export function ConsolesView(): ReactNode {
  const { view = 'workspace' } = useSearch({ from: '/app/consoles' });
  const navigate = useNavigate({ from: '/consoles' });
  const views = (
    <SegmentedControl
      size="xs"
      aria-label="How to look at consoles"
      value={view}
      onChange={(chosen) => void navigate({ search: chosen === 'wall' ? { view: 'wall' } : {} })}
      data={[
        { value: 'workspace', label: 'Workspace' },
        { value: 'wall', label: 'Wall' },
      ]}
    />
  );
  return (
    <Suspense fallback={<PagePending />}>
      {view === 'wall' ? <WallView views={views} /> : <WorkspaceView views={views} />}
    </Suspense>
  );
}
