import { ActionIcon, Drawer, ScrollArea } from '@mantine/core';
import type { ReachReport } from '@umlaut/contracts/model';
import { useEffect, useRef, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { IconX } from '../../../components/icons.ts';
import { Notice } from '../../../components/notice.tsx';
import { useLabEditor, type LabEditor } from '../lab-editor.ts';
import panel from '../panel/panel.module.css';
import { ReachForm } from './reach-form.tsx';
import { ReachResult } from './reach-result.tsx';
import classes from './reach.module.css';

const TITLE = 'Can it be reached?';

/** In place of the panel of what is selected: at the right, or from below on phones. */
export function ReachPanel({ isSheet }: { isSheet: boolean }): ReactNode {
  const { reach } = useLabEditor();
  const aside = useRef<HTMLElement>(null);
  useEffect(() => {
    aside.current?.focus();
    return () => reach.cancel();
  }, [reach]);
  if (isSheet) {
    return (
      <Drawer opened onClose={() => reach.close()} position="bottom" size="85%" title={TITLE}>
        <ReachBody />
      </Drawer>
    );
  }
  return (
    <aside ref={aside} tabIndex={-1} className={panel['panel']} aria-label={TITLE}>
      <header className={panel['head']}>
        <div>
          <span className={panel['kind']}>Check</span>
          <h2>{TITLE}</h2>
        </div>
        <ActionIcon aria-label="Close the check" onClick={() => reach.close()}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </header>
      <ScrollArea type="auto" scrollbarSize={8} className={panel['scroll'] ?? ''}>
        <ReachBody />
      </ScrollArea>
    </aside>
  );
}

function ReachBody(): ReactNode {
  const editor = useLabEditor();
  const { reach } = editor;
  const run = useStore(reach.ui, (ui) => ui.run);
  useEffect(() => {
    if (run.kind === 'done') revealWay(editor, run.report);
  }, [editor, run]);
  return (
    <div className={panel['body']}>
      <ReachForm />
      <output className="u-sr-only">{words(run)}</output>
      {run.kind === 'done' ? <ReachResult report={run.report} /> : null}
      {run.kind === 'failed' ? (
        <div className={classes['failed']}>
          <Notice tone="bad" title="It could not be checked">
            {run.error.message}
            {run.error.hint === undefined ? null : ` ${run.error.hint}`}
          </Notice>
        </div>
      ) : null}
    </div>
  );
}

/** What is marked on the canvas is of no use out of sight. */
function revealWay({ ui, places }: LabEditor, { links, stoppedAt }: ReachReport): void {
  const { document } = ui.getState();
  const ids = [...links, ...(stoppedAt?.kind === 'link' ? [stoppedAt.id] : [])];
  const ends = ids.flatMap((id) => document.links.get(id)?.ends.map(({ nodeId }) => nodeId) ?? []);
  const nodes = new Set([...ends, ...(stoppedAt?.kind === 'node' ? [stoppedAt.id] : [])]);
  if (nodes.size > 0) places.reveal([...nodes]);
}

/** For those who do not see the panel change. */
function words(run: ReturnType<ReturnType<typeof useLabEditor>['reach']['ui']['getState']>['run']): string {
  switch (run.kind) {
    case 'asking':
      return run.mode === 'watch' ? 'Watching.' : 'Checking.';
    case 'done':
      return [run.report.verdict, run.report.advice].filter((text) => text !== null).join(' ');
    case 'idle':
    case 'failed':
      return '';
  }
}
