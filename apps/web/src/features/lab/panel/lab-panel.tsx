import { ActionIcon, Drawer, ScrollArea } from '@mantine/core';
import type { ReactNode, Ref } from 'react';
import { IconX } from '../../../components/icons.ts';
import { useLabEditor, useLabUi } from '../lab-editor.ts';
import { KINDS, fullPortName, linkName, nodeName } from '../node-words.ts';
import { NOTHING_SELECTED, isEmpty, onlyOf } from '../selection.ts';
import { LinkPanel } from './link-panel.tsx';
import { ManyPanel } from './many-panel.tsx';
import { NodePanel } from './node-panel.tsx';
import classes from './panel.module.css';
import { PortPanel } from './port/port-panel.tsx';
import { useArriving } from './use-arriving.ts';

/** What is selected, and all that can be set about it: at the right, or from below on phones. */
export function LabPanel({ ref, isSheet }: { ref: Ref<HTMLElement>; isSheet: boolean }): ReactNode {
  const editor = useLabEditor();
  const selection = useLabUi((ui) => ui.selection);
  const isOpen = useLabUi((ui) => ui.isPanelOpen);
  const title = useTitle();
  if (isEmpty(selection)) return null;
  const close = (): void => editor.ui.setState({ selection: NOTHING_SELECTED });
  if (isSheet) {
    return (
      <Drawer
        opened={isOpen}
        onClose={() => editor.ui.setState({ isPanelOpen: false })}
        position="bottom"
        size="80%"
        title={title.name}
      >
        <PanelBody />
      </Drawer>
    );
  }
  return <SidePanel ref={ref} title={title} onClose={close} />;
}

function SidePanel(props: { ref: Ref<HTMLElement>; title: Title; onClose: () => void }): ReactNode {
  const { ref, title, onClose } = props;
  const isArriving = useArriving();
  return (
    <aside
      ref={ref}
      tabIndex={-1}
      className={classes['panel']}
      aria-label={title.kind}
      data-arriving={isArriving || undefined}
    >
      <header className={classes['head']}>
        <div>
          <span className={classes['kind']}>{title.kind}</span>
          <h2>{title.name}</h2>
        </div>
        <ActionIcon aria-label="Close the panel" onClick={onClose}>
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </header>
      <ScrollArea type="auto" scrollbarSize={8} className={classes['scroll'] ?? ''}>
        <PanelBody />
      </ScrollArea>
    </aside>
  );
}

interface Title {
  kind: string;
  name: string;
}

function useTitle(): Title {
  const kind = useLabUi(({ selection, document }) => {
    const only = onlyOf(selection);
    if (only === null) return 'Selection';
    if ('link' in only) return 'Link';
    if ('port' in only)
      return document.nodes.get(only.port.nodeId)?.kind === 'machine' ? 'Interface' : 'Port';
    const node = document.nodes.get(only.node);
    return node === undefined ? '' : KINDS[node.kind].label;
  });
  const name = useLabUi(({ selection, document, machines }) => {
    const only = onlyOf(selection);
    if (only === null) return `${selection.nodes.size + selection.links.size} selected`;
    if ('link' in only) {
      const link = document.links.get(only.link);
      return link === undefined ? '' : linkName(link, document, machines);
    }
    if ('port' in only) return fullPortName(only.port, document, machines);
    const node = document.nodes.get(only.node);
    return node === undefined ? '' : nodeName(node, machines);
  });
  return { kind, name };
}

function PanelBody(): ReactNode {
  const selection = useLabUi((ui) => ui.selection);
  const only = onlyOf(selection);
  const node = useLabUi(({ document }) =>
    only !== null && 'node' in only ? document.nodes.get(only.node) : undefined,
  );
  const link = useLabUi(({ document }) =>
    only !== null && 'link' in only ? document.links.get(only.link) : undefined,
  );
  const port = only !== null && 'port' in only ? only.port : null;
  return (
    <div className={classes['body']}>
      {port !== null ? (
        <PortPanel key={`${port.nodeId} ${port.port}`} port={port} />
      ) : node !== undefined ? (
        <NodePanel key={node.id} node={node} />
      ) : link !== undefined ? (
        <LinkPanel key={link.id} link={link} />
      ) : (
        <ManyPanel />
      )}
    </div>
  );
}
