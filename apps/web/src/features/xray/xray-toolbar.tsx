import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Freshness } from './describe-freshness.ts';
import { FreshnessBadge } from './freshness-badge.tsx';
import { GRAPH_RANGES, useGraphRange } from './graph/graph-range.ts';
import classes from './xray.module.css';

export type XrayView = 'now' | 'files' | 'incidents';

export interface XrayToolbarProps {
  view: XrayView;
  onView: (view: XrayView) => void;
  incidentCount: number;
  freshness: Freshness;
  /** How far back the graphs look. */
  spanMs: number;
}

/** Chooses what of the X-ray is shown, and says how fresh it is. */
export function XrayToolbar(props: XrayToolbarProps): ReactNode {
  const { view, onView, incidentCount, freshness, spanMs } = props;
  const choose = useGraphRange((store) => store.choose);
  return (
    <div className={classes['toolbar']}>
      <SegmentedControl
        size="xs"
        aria-label="Part of the X-ray"
        data={[
          { value: 'now', label: 'Now' },
          { value: 'files', label: 'Files' },
          { value: 'incidents', label: incidentCount === 0 ? 'Incidents' : `Incidents (${incidentCount})` },
        ]}
        value={view}
        onChange={(value) => onView(VIEWS.find((known) => known === value) ?? 'now')}
      />
      {view === 'now' ? (
        <>
          <span className={classes['freshness']} data-testid="xray-freshness">
            <FreshnessBadge freshness={freshness} />
          </span>
          <SegmentedControl
            size="xs"
            aria-label="How far back the graphs look"
            data={GRAPH_RANGES.map(({ value, label }) => ({ value, label }))}
            value={GRAPH_RANGES.find((range) => range.ms === spanMs)?.value ?? ''}
            onChange={(value) => choose(GRAPH_RANGES.find((range) => range.value === value)?.ms ?? spanMs)}
          />
        </>
      ) : null}
    </div>
  );
}

const VIEWS = ['now', 'files', 'incidents'] as const;
