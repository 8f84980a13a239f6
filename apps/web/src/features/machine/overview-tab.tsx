import type { Machine } from '@umlaut/contracts/model';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { CopyButton } from '../../components/copy-button.tsx';
import { formatMiB } from '../../components/format-bytes.ts';
import { formatExact } from '../../components/format-time.ts';
import { DescriptionEditor } from './description-editor.tsx';
import { IsolationFacts } from './isolation-facts.tsx';
import { KernelFacts } from './kernel-facts.tsx';
import classes from './machine.module.css';
import { quoteCommand } from '../../lib/quote-command.ts';
import { Section } from './section.tsx';
import { UsageGraphs } from './usage-graphs.tsx';

/** What the machine is, what it costs now, and what stands between it and the host. */
export function OverviewTab({ machine }: { machine: Machine }): ReactNode {
  return (
    <div className={classes['columns']}>
      <div className={classes['column']}>
        <Section title="Load">
          <UsageGraphs machine={machine} />
        </Section>
        <Section title="Description">
          <DescriptionEditor key={machine.id} machine={machine} />
        </Section>
        <CommandLine words={machine.commandLine} />
        <Section title="What the kernel can do">
          <KernelFacts kernelId={machine.kernelId} />
        </Section>
      </div>
      <div className={classes['column']}>
        <Section title="Configuration">
          <Configuration machine={machine} />
        </Section>
        <Section title="Isolation">
          <IsolationFacts isolation={machine.isolation} />
        </Section>
      </div>
    </div>
  );
}

function Configuration({ machine }: { machine: Machine }): ReactNode {
  return (
    <dl className={classes['table']}>
      <dt>Host name</dt>
      <dd className="u-mono">{machine.name}</dd>
      <dt>Kernel</dt>
      <dd>
        {machine.kernelVersion === null ? (
          <span className={classes['bad']}>{machine.kernelId} is gone: choose another one</span>
        ) : (
          <Link to="/kernels">{machine.kernelVersion}</Link>
        )}
      </dd>
      <dt>Root</dt>
      <dd>{machine.root === 'disk' ? 'Copy-on-write disk' : 'Directory on the host'}</dd>
      <dt>Image</dt>
      <dd>
        <ImageName machine={machine} />
      </dd>
      <dt>Memory</dt>
      <dd>{formatMiB(machine.memoryMiB)}</dd>
      <dt>Consoles</dt>
      <dd className="u-mono">{machine.consoles.join(', ')}</dd>
      <dt>History</dt>
      <dd>{formatMiB(machine.consoleLogMiB)} of all consoles together</dd>
      <dt>Created</dt>
      <dd>
        <time dateTime={machine.createdAt}>{formatExact(Date.parse(machine.createdAt))}</time>
      </dd>
      {machine.state.phase === 'running' || machine.state.phase === 'paused' ? (
        <>
          <dt>Process</dt>
          <dd className="u-num">{machine.state.pid}</dd>
        </>
      ) : null}
    </dl>
  );
}

/** A directory does without the image that was unpacked into it. */
function ImageName({ machine: { imageId, imageLabel, root } }: { machine: Machine }): ReactNode {
  if (imageLabel !== null) return <Link to="/images">{imageLabel}</Link>;
  if (root === 'directory') return `${imageId}, which is not needed any more`;
  return <span className={classes['bad']}>{imageId} is gone</span>;
}

function CommandLine({ words }: { words: readonly string[] | null }): ReactNode {
  if (words === null) return null;
  const line = quoteCommand(words);
  return (
    <Section
      title="Command line of the last launch"
      aside={<CopyButton value={line} label="Copy the command line" />}
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so it must take focus */}
      <code tabIndex={0} className={classes['command']}>
        {line}
      </code>
    </Section>
  );
}
