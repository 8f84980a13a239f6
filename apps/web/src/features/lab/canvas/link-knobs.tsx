import { ViewportPortal } from '@xyflow/react';
import { memo, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { useLabEditor, useLabUi } from '../lab-editor.ts';
import classes from './canvas.module.css';
import { currentLines } from './current-lines.ts';

/** The two ends of the link that is selected, to be dragged elsewhere. */
export const LinkKnobs = memo(function LinkKnobs(): ReactNode {
  const editor = useLabEditor();
  const link = useLabUi(({ selection, document }) => {
    const [id] = selection.links;
    return selection.links.size === 1 && id !== undefined ? document.links.get(id) : undefined;
  });
  useStore(editor.flow, ({ nodes }) => (link === undefined ? null : nodes));
  const line = link === undefined ? undefined : currentLines(editor).get(link.id);
  if (link === undefined || line === undefined) return null;
  return (
    <ViewportPortal>
      {[line.from, line.to].map((at, end) => (
        <span
          // oxlint-disable-next-line react/no-array-index-key -- an end is its index
          key={end}
          className={`${classes['knob']} nodrag nopan`}
          data-link={link.id}
          data-link-end={end}
          title="Drag to plug this end in elsewhere"
          style={{ transform: `translate(${at.x}px, ${at.y}px)` }}
        />
      ))}
    </ViewportPortal>
  );
});
