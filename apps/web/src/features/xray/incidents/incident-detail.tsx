import type { Incident, MachineId } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { Loading } from '../../../components/loading.tsx';
import { BacktraceView } from '../../../components/backtrace-view.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { formatExact } from '../../../components/format-time.ts';
import { StatusBadge } from '../../../components/status-badge.tsx';
import { Tag } from '../../../components/tag.tsx';
import { RelativeTime } from '../../../components/time-text.tsx';
import { INCIDENT_KINDS } from './incident-kinds.ts';
import classes from './incidents.module.css';
import { KernelLog } from './kernel-log.tsx';
import { useIncident } from './use-incidents.ts';

export interface IncidentDetailProps {
  machineId: MachineId;
  incidentId: number;
}

/** One incident with everything that was kept of it. */
export function IncidentDetail({ machineId, incidentId }: IncidentDetailProps): ReactNode {
  const { data, error, refetch } = useIncident(machineId, incidentId);
  if (data !== undefined) return <Evidence incident={data} />;
  if (error === null) return <Loading height={320} />;
  return (
    <ErrorState
      title="This incident could not be read"
      error={error}
      onRetry={() => {
        void refetch();
      }}
    />
  );
}

function Evidence({ incident }: { incident: Incident }): ReactNode {
  const { kind, title, at, lines, kernelLog, traces, evidence } = incident;
  return (
    <article className={classes['detail']} aria-label={title}>
      <header className={classes['head']}>
        <StatusBadge {...INCIDENT_KINDS[kind]} variant="soft" />
        <h3>{title}</h3>
        <p>
          <time dateTime={at}>{formatExact(Date.parse(at))}</time>, <RelativeTime at={at} />
        </p>
      </header>
      {traces.map((trace, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- what was kept never changes
        <section key={index} aria-label="Call trace">
          {index === 0 ? <h4>{traces.length === 1 ? 'Call trace' : 'Call traces'}</h4> : null}
          <BacktraceView trace={trace} />
        </section>
      ))}
      {lines.length === 0 ? null : (
        <section>
          <h4>What gave it away</h4>
          <pre className={classes['lines']}>{lines.join('\n')}</pre>
        </section>
      )}
      <section>
        <h4>
          Kernel log at that moment
          {kernelLog.length === 0 ? null : <CopyButton value={kernelLog.join('\n')} label="Copy the log" />}
        </h4>
        <KernelLog log={kernelLog} marked={lines} />
      </section>
      {evidence.length === 0 ? null : (
        <section>
          <h4>What the kernel was asked at once</h4>
          {evidence.map((answer, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- what was kept never changes
            <Answer key={index} answer={answer} />
          ))}
        </section>
      )}
    </article>
  );
}

function Answer({ answer: { line, text, truncated } }: { answer: Incident['evidence'][number] }): ReactNode {
  const shown = text.trim();
  return (
    <details className={classes['answer']}>
      <summary>
        <code>{line}</code>
        <span>{shown === '' ? 'no answer' : `${shown.split('\n').length} lines`}</span>
        {truncated ? <Tag tone="warn">cut</Tag> : null}
      </summary>
      {shown === '' ? null : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so it must take focus
        <pre tabIndex={0} aria-label={`Answer to ${line}`}>
          {shown}
        </pre>
      )}
    </details>
  );
}
