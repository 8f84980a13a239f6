import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { IconNetwork } from '../../components/icons.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { Page } from '../../components/page.tsx';

export function LabMissing(): ReactNode {
  return (
    <Page>
      <PageHeader title="No such lab" titleTrail={['Labs']} />
      <EmptyState
        icon={IconNetwork}
        title="This lab is not there"
        actions={
          <Button variant="default" renderRoot={(props) => <Link to="/labs" {...props} />}>
            All labs
          </Button>
        }
      >
        It was deleted, or the address is wrong. Machines that were in it are still there.
      </EmptyState>
    </Page>
  );
}
