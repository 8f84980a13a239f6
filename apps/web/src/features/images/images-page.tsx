import type { ReactNode } from 'react';
import { PageHeader } from '../../components/page-header.tsx';
import { Page } from '../../components/page.tsx';

export function ImagesPage(): ReactNode {
  return (
    <Page>
      <PageHeader title="Images" />
    </Page>
  );
}
