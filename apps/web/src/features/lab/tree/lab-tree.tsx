import { ActionIcon, Button, Menu } from '@mantine/core';
import { useRef, type ReactNode } from 'react';
import { IconChevronRight, IconPlus, IconRoute } from '../../../components/icons.ts';
import { addMachine, addNode } from '../commands.ts';
import { useLabEditor, useLabUi } from '../lab-editor.ts';
import { KINDS } from '../node-words.ts';
import { openReach } from '../reach/open-reach.ts';
import { LinkLine, NodeLine, PortLine } from './tree-lines.tsx';
import type { TreeItem } from './tree-model.ts';
import classes from './tree.module.css';
import { isSelectedItem, useTree, type Tree } from './use-tree.ts';

export interface LabTreeProps {
  canAdd: boolean;
  /** The panel of what is selected gets the focus. */
  onPanel: () => void;
}

/** The same lab in words, as a tree for the keyboard and for screen readers: things, their ports, and links. */
export function LabTree({ canAdd, onPanel }: LabTreeProps): ReactNode {
  const editor = useLabEditor();
  const root = useRef<HTMLUListElement>(null);
  const tree = useTree(root, onPanel);
  return (
    <section className={classes['list']} aria-label="The lab as a list">
      <div className={classes['tools']}>
        {canAdd ? <AddMenu /> : null}
        <Button
          variant="default"
          size="xs"
          leftSection={<IconRoute size={14} aria-hidden />}
          onClick={() => openReach(editor)}
        >
          Can it be reached?
        </Button>
      </div>
      {tree.items.length === 0 ? (
        <p className={classes['empty']}>Nothing in this lab yet.</p>
      ) : (
        <ul ref={root} role="tree" aria-label="Lab" aria-multiselectable onKeyDown={tree.onKeyDown}>
          {tree.items.map((item) => (
            <Branch key={item.key} item={item} tree={tree} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Branch({ item, tree }: { item: TreeItem; tree: Tree }): ReactNode {
  const isSelected = useLabUi(({ selection }) => isSelectedItem(item, selection));
  const hasBranches = item.children.length > 0;
  const isOpen = hasBranches && !tree.closed.has(item.key);
  const branchesId = `lab-branches-${item.key.replace(' ', '-')}`;
  return (
    <li role="none" data-kind={item.kind}>
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- keys are the tree's */}
      <div
        role="treeitem"
        className={classes['row']}
        data-key={item.key}
        {...(hasBranches ? { 'aria-expanded': isOpen } : {})}
        {...(isOpen ? { 'aria-owns': branchesId } : {})}
        {...(item.kind === 'heading' ? {} : { 'aria-selected': isSelected })}
        tabIndex={tree.active === item.key ? 0 : -1}
        onClick={(event) => {
          if (item.kind === 'heading') tree.onToggle(item.key);
          tree.onPick(item, event.shiftKey || event.ctrlKey || event.metaKey);
        }}
      >
        {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions -- keys are the tree's */}
        <span
          className={classes['caret']}
          data-open={isOpen || undefined}
          aria-hidden
          onClick={(event) => {
            if (!hasBranches) return;
            event.stopPropagation();
            tree.onToggle(item.key);
          }}
        >
          {hasBranches ? <IconChevronRight size={13} /> : null}
        </span>
        <span className={classes['line']}>
          <Line item={item} />
        </span>
      </div>
      {isOpen ? (
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- branches of a tree are groups, WAI-ARIA has no tag for them
        <ul role="group" id={branchesId}>
          {item.children.map((child) => (
            <Branch key={child.key} item={child} tree={tree} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

function Line({ item }: { item: TreeItem }): ReactNode {
  switch (item.kind) {
    case 'heading':
      return <span className={classes['heading']}>{item.name}</span>;
    case 'node':
      return <NodeLine node={item.node} />;
    case 'port':
      return <PortLine name={item.name} node={item.node} port={item.port} link={item.link} />;
    case 'link':
      return <LinkLine link={item.link} />;
  }
}

/** What the palette is on wide windows. */
function AddMenu(): ReactNode {
  const editor = useLabEditor();
  const document = useLabUi((ui) => ui.document);
  const machines = useLabUi((ui) => ui.machines);
  const here = new Set<string>(
    [...document.nodes.values()].flatMap((node) => (node.kind === 'machine' ? [node.machineId] : [])),
  );
  const free = [...machines.values()].filter(({ id }) => !here.has(id));
  return (
    <div className={classes['add']}>
      <Menu position="bottom-start" shadow="md">
        <Menu.Target>
          <ActionIcon variant="default" aria-label="Add to the lab">
            <IconPlus size={16} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown mah={360} style={{ overflow: 'auto' }}>
          {(['switch', 'hub', 'bridge', 'uplink', 'remote', 'note', 'group'] as const).map((kind) => (
            <Menu.Item key={kind} onClick={() => addNode(editor, kind)}>
              {KINDS[kind].label}
            </Menu.Item>
          ))}
          {free.length === 0 ? null : <Menu.Divider />}
          {free.map(({ id, name }) => (
            <Menu.Item key={id} onClick={() => addMachine(editor, id)}>
              {name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}
