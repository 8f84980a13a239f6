import { SegmentedControl, Tooltip } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { ReactFlowProvider, useReactFlow } from '@xyflow/react';
import { useQuery } from '@tanstack/react-query';
import { labId as labIdSchema, type Lab, type LabId } from '@umlaut/contracts/model';
import { Suspense, useCallback, useEffect, useRef, useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { ErrorState } from '../../components/error-state.tsx';
import { IconListTree, IconNetwork } from '../../components/icons.ts';
import { PagePending } from '../../components/page-pending.tsx';
import { Page } from '../../components/page.tsx';
import { useConnection } from '../../live/connection-store.ts';
import { labQuery, machinesQuery } from '../../live/live-queries.ts';
import { LabCanvas } from './canvas/lab-canvas.tsx';
import { FIT_ALL } from './canvas/fit.ts';
import { keepHistory } from './document/kept-history.ts';
import { LabEditorContext, createEditor, useLabEditor } from './lab-editor.ts';
import { LabHeader } from './lab-header.tsx';
import { LabMissing } from './lab-missing.tsx';
import { LabNameContext } from './lab-name.ts';
import classes from './lab-page.module.css';
import { LabPanel } from './panel/lab-panel.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { LabTree } from './tree/lab-tree.tsx';
import { ReachPanel } from './reach/reach-panel.tsx';
import { useLabLive } from './live/use-lab-live.ts';
import { Palette } from './palette.tsx';
import { useLabKeys } from './use-lab-keys.ts';

type LabView = 'canvas' | 'list';

export interface LabPageProps {
  labId: string;
  /** What a person chose; undefined: what suits the window. */
  view: LabView | undefined;
  onView: (view: LabView) => void;
  /** What can be done with the lab as a whole: rename, delete. `whenSaved`: once the server has all that was drawn. */
  renderMenu: (lab: Lab, whenSaved: () => Promise<void>) => ReactNode;
}

/** One lab: drawn, and alive. */
export function LabPage(props: LabPageProps): ReactNode {
  const id = labIdSchema.safeParse(props.labId);
  return id.success ? <KnownLab key={id.data} {...props} id={id.data} /> : <LabMissing />;
}

function KnownLab({ id, ...props }: LabPageProps & { id: LabId }): ReactNode {
  const { data, error, isPending, refetch } = useQuery(labQuery(id));
  if (data === undefined) {
    if (isPending) return <PagePending />;
    return (
      <Page>
        <ErrorState title="This lab could not be loaded" error={error} onRetry={() => void refetch()} />
      </Page>
    );
  }
  if (data.lab === null) return <LabMissing />;
  return (
    <ReactFlowProvider>
      <OpenLab {...props} lab={data.lab} />
    </ReactFlowProvider>
  );
}

function OpenLab({ lab, view, onView, renderMenu }: Omit<LabPageProps, 'labId'> & { lab: Lab }): ReactNode {
  const live = useLabLive(lab.id);
  const [editor] = useState(() => createEditor(lab, live));
  const { data: machines } = useQuery({ ...machinesQuery, select: ({ items }) => items });
  useEffect(() => {
    editor.session.receive(lab);
  }, [editor, lab]);
  useEffect(() => {
    if (machines === undefined) return;
    editor.ui.setState({ machines: new Map(machines.map((machine) => [machine.id, machine])) });
  }, [editor, machines]);
  useEffect(() => keepHistory(sessionStorage, editor.labId, editor.session), [editor]);
  useRetryOnReturn(editor.session);
  const isNarrow = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false }) ?? false;
  const shown = view ?? (isNarrow ? 'list' : 'canvas');
  return (
    <LabEditorContext value={editor}>
      <LabNameContext value={lab.name}>
        <div className={classes['page']}>
          <LabHeader lab={lab} menu={renderMenu(lab, () => editor.session.whenSaved())}>
            <ViewSwitch shown={shown} onView={onView} />
          </LabHeader>
          <LabBody shown={shown} isNarrow={isNarrow} />
        </div>
        <LinkDialog />
      </LabNameContext>
    </LabEditorContext>
  );
}

function LabBody({ shown, isNarrow }: { shown: LabView; isNarrow: boolean }): ReactNode {
  const editor = useLabEditor();
  const panel = useRef<HTMLElement>(null);
  const isReachOpen = useStore(editor.reach.ui, (ui) => ui.isOpen);
  const { fitView, zoomIn, zoomOut } = useReactFlow();
  const onPanel = useCallback(() => {
    // Once it is there: with nothing selected there is none.
    requestAnimationFrame(() => panel.current?.focus());
  }, []);
  useLabKeys(editor, {
    onPanel,
    onShowAll: useCallback(() => void fitView(FIT_ALL), [fitView]),
    onZoomIn: useCallback(() => void zoomIn(), [zoomIn]),
    onZoomOut: useCallback(() => void zoomOut(), [zoomOut]),
  });
  return (
    <div className={classes['body']}>
      {isNarrow ? null : <Palette />}
      <Suspense>
        {shown === 'canvas' ? <LabCanvas /> : <LabTree canAdd={isNarrow} onPanel={onPanel} />}
      </Suspense>
      {isReachOpen ? <ReachPanel isSheet={isNarrow} /> : <LabPanel ref={panel} isSheet={isNarrow} />}
    </div>
  );
}

function ViewSwitch({ shown, onView }: { shown: LabView; onView: (view: LabView) => void }): ReactNode {
  return (
    <Tooltip label="The same lab, drawn or as a list" position="bottom">
      <SegmentedControl
        size="xs"
        aria-label="View"
        value={shown}
        onChange={(value) => onView(value === 'list' ? 'list' : 'canvas')}
        data={[
          {
            value: 'canvas',
            label: <ViewLabel icon={<IconNetwork size={14} aria-hidden />} text="Canvas" />,
          },
          { value: 'list', label: <ViewLabel icon={<IconListTree size={14} aria-hidden />} text="List" /> },
        ]}
      />
    </Tooltip>
  );
}

function ViewLabel({ icon, text }: { icon: ReactNode; text: string }): ReactNode {
  return (
    <span className={classes['viewLabel']}>
      {icon}
      {text}
    </span>
  );
}

/** What waits for the server goes out as soon as the event stream is back. */
function useRetryOnReturn(session: { retry: () => void; snapshot: { saving: string } }): void {
  const isOnline = useConnection(({ state }) => state.phase === 'online');
  useEffect(() => {
    if (isOnline && session.snapshot.saving === 'waiting') session.retry();
  }, [isOnline, session]);
}
