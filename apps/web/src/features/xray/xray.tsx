import { Button } from '@mantine/core';
import type { Machine } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { describeFreshness } from './describe-freshness.ts';
import { describeHostAbsence } from './describe-host-absence.ts';
import { FilesView } from './files/files-view.tsx';
import { graphSpanMs, useGraphRange } from './graph/graph-range.ts';
import { IncidentsView } from './incidents/incidents-view.tsx';
import { useIncidents } from './incidents/use-incidents.ts';
import { NowView } from './now-view.tsx';
import { useXray } from './use-xray.ts';
import { Verdict } from './verdict.tsx';
import { XrayToolbar, type XrayView } from './xray-toolbar.tsx';
import classes from './xray.module.css';

/** What of the X-ray is shown; kept in the address. */
export interface XrayPlace {
  view?: XrayView | undefined;
  /** The guest's file that is open. */
  path?: string | undefined;
  /** The incident that is open. */
  incident?: number | undefined;
}

export interface XrayProps {
  machine: Machine;
  place: XrayPlace;
  onPlace: (place: XrayPlace) => void;
}

/** Inside a machine, without an agent. */
export function Xray({ machine, place, onPlace }: XrayProps): ReactNode {
  const { view = 'now', path = null, incident = null } = place;
  const snapshot = useXray(machine.id);
  const freshness = describeFreshness(snapshot, machine.state.phase);
  const { look, sample, entries } = snapshot;
  const { data: incidents = [] } = useIncidents(machine.id);
  const spanMs = useGraphRange(({ chosenMs }) => graphSpanMs(chosenMs, entries));
  const isOld = freshness.kind === 'old';
  return (
    <div className={classes['xray']}>
      {look === null ? (
        <div className={classes['noVerdict']} />
      ) : (
        <Verdict health={look.health} isOld={isOld}>
          {incidents.length === 0 || view === 'incidents' ? null : (
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => onPlace({ view: 'incidents', incident: undefined })}
            >
              What happened inside
            </Button>
          )}
        </Verdict>
      )}
      <XrayToolbar
        view={view}
        onView={(next) => onPlace({ view: next === 'now' ? undefined : next })}
        incidentCount={incidents.length}
        freshness={freshness}
        spanMs={spanMs}
      />
      {view === 'now' ? (
        <NowView
          machine={machine}
          sample={sample}
          footprint={look?.footprint ?? null}
          hostAbsence={describeHostAbsence(snapshot, machine.state.phase)}
          entries={entries}
          spanMs={spanMs}
          isOld={isOld}
          isHostOld={isOld && snapshot.phase.kind !== 'live'}
        />
      ) : null}
      {view === 'files' ? (
        <FilesView
          machineId={machine.id}
          path={path}
          onPath={(next) => onPlace({ view: 'files', path: next })}
        />
      ) : null}
      {view === 'incidents' ? (
        <IncidentsView
          machineId={machine.id}
          picked={incident}
          onPick={(id) => onPlace({ view: 'incidents', incident: id })}
        />
      ) : null}
    </div>
  );
}
