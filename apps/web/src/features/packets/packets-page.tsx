import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { captureId as captureIdSchema, labId as labIdSchema } from '@umlaut/contracts/model';
import type { CaptureId, LabId } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { IconPlayerRecord } from '../../components/icons.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { PagePending } from '../../components/page-pending.tsx';
import { Page } from '../../components/page.tsx';
import { PacketBrowser } from './packet-browser.tsx';
import { useCapture } from './use-capture.ts';

export interface PacketsPageProps {
  labId: string;
  captureId: string;
}

/** What passes a link, packet by packet, as it passes. */
export function PacketsPage(props: PacketsPageProps): ReactNode {
  const [lab, capture] = [labIdSchema.safeParse(props.labId), captureIdSchema.safeParse(props.captureId)];
  if (!lab.success || !capture.success) return <CaptureMissing labId={props.labId} />;
  return <KnownCapture labId={lab.data} captureId={capture.data} />;
}

function KnownCapture({ labId, captureId }: { labId: LabId; captureId: CaptureId }): ReactNode {
  const { capture, isThere, error, retry } = useCapture(labId, captureId);
  // What was read of it stays when it goes.
  if (capture !== null) {
    const isGone = isThere === false;
    return <PacketBrowser labId={labId} captureId={captureId} capture={capture} isGone={isGone} />;
  }
  if (isThere === false) return <CaptureMissing labId={labId} />;
  if (error === null) return <PagePending />;
  return (
    <Page>
      <PageHeader title="Packets" titleTrail={['Labs']} />
      <ErrorState title="This capture could not be loaded" error={error} onRetry={retry} />
    </Page>
  );
}

function CaptureMissing({ labId }: { labId: string }): ReactNode {
  return (
    <Page>
      <PageHeader title="No such capture" titleTrail={['Labs']} />
      <EmptyState
        icon={IconPlayerRecord}
        title="This capture is not there"
        actions={
          <Button
            variant="default"
            renderRoot={(props) => <Link to="/labs/$labId" params={{ labId }} {...props} />}
          >
            Back to the lab
          </Button>
        }
      >
        It was deleted, its link was, or the address is wrong.
      </EmptyState>
    </Page>
  );
}
