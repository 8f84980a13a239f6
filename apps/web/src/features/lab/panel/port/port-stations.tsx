import type { ReactNode } from 'react';
import type { Port } from '../../document/ports.ts';
import { useLive } from '../../lab-editor.ts';
import { Part } from '../part.tsx';
import { StationsTable } from '../stations-table.tsx';

/** Whom a switch or a bridge heard at one of its ports. */
export function PortStations({ port }: { port: Port }): ReactNode {
  const all = useLive(({ switches }) => switches.get(port.nodeId)?.stations);
  const stations = (all ?? []).filter((station) => station.port === port.port);
  return (
    <Part title="Learned here">
      <StationsTable stations={stations} empty="Nobody was heard at this port yet." hasPorts={false} />
    </Part>
  );
}
