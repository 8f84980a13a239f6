import { Outlet } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { startLive } from '../../live/live.ts';

export function AppShell(): ReactNode {
  useEffect(() => {
    startLive();
  }, []);
  return (
    <main style={{ height: '100%' }}>
      <Outlet />
    </main>
  );
}
