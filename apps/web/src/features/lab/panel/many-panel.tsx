import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconTrash, IconWand } from '../../../components/icons.ts';
import { copySelection } from '../clipboard.ts';
import { layOut, removeSelection } from '../commands.ts';
import { useLabEditor, useLabUi } from '../lab-editor.ts';
import classes from './panel.module.css';
import { Part } from './part.tsx';

/** What can be done with several things at once. */
export function ManyPanel(): ReactNode {
  const editor = useLabEditor();
  const nodes = useLabUi(({ selection }) => selection.nodes.size);
  return (
    <Part title="Together">
      <div className={classes['row']}>
        <Button
          variant="default"
          leftSection={<IconWand size={14} aria-hidden />}
          disabled={nodes < 2}
          onClick={() => void layOut(editor)}
        >
          Lay out
        </Button>
        <Button variant="default" disabled={nodes === 0} onClick={() => copySelection(editor)}>
          Copy
        </Button>
        <Button
          variant="default"
          color="red"
          leftSection={<IconTrash size={14} aria-hidden />}
          onClick={() => removeSelection(editor)}
        >
          Remove from the lab
        </Button>
      </div>
      <p className={classes['quiet']}>
        Arrows move what is selected by one step of the grid, with Shift by five. Machines that are removed
        from the lab are not deleted.
      </p>
    </Part>
  );
}
