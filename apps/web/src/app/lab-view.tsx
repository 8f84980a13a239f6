import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { LabPage } from '../features/lab/lab-page.tsx';
import { LabMenu } from '../features/labs/lab-menu.tsx';

/** Puts the deeds of a lab into its page, and its view into the address. */
export function LabView(): ReactNode {
  const { labId } = useParams({ from: '/app/labs/$labId' });
  const { view } = useSearch({ from: '/app/labs/$labId' });
  const navigate = useNavigate({ from: '/labs/$labId' });
  return (
    <LabPage
      labId={labId}
      view={view}
      onView={(next) => void navigate({ search: { view: next }, replace: true })}
      renderMenu={(lab, whenSaved) => <LabMenu lab={lab} isOpen whenSaved={whenSaved} />}
    />
  );
}
