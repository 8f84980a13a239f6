import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { PageHeader } from '../../components/page-header.tsx';
import { useMachine } from '../../machine-actions/use-machine.ts';

export function MachinePage(): ReactNode {
  const { machineId } = useParams({ from: '/app/machines/$machineId' });
  const { machine } = useMachine(machineId);
  return <PageHeader title={machine?.name ?? machineId} titleTrail={['Machines']} />;
}
