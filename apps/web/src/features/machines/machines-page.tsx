import type { ReactNode } from 'react';
import { PageHeader } from '../../components/page-header.tsx';
import { Page } from '../../components/page.tsx';

export function MachinesPage(): ReactNode {
  return (
    <Page>
      <PageHeader title="Machines" />
    </Page>
  );
}
