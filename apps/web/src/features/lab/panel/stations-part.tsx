import type { SwitchState } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { Part } from './part.tsx';
import { StationsTable } from './stations-table.tsx';

export interface StationsPartProps {
  stations: SwitchState['stations'];
  /** At the end of the heading's line. */
  aside?: ReactNode;
}

/** Who was heard where. */
export function StationsPart({ stations, aside }: StationsPartProps): ReactNode {
  return (
    <Part title="Stations" aside={aside}>
      <StationsTable stations={stations} empty="It has heard of nobody yet." hasPorts />
    </Part>
  );
}
