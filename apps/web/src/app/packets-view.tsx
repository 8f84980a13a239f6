import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { PacketsPage } from '../features/packets/packets-page.tsx';

export function PacketsView(): ReactNode {
  const params = useParams({ from: '/app/labs/$labId/captures/$captureId' });
  return <PacketsPage key={params.captureId} {...params} />;
}
