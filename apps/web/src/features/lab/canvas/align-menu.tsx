import { ActionIcon, Menu } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import {
  IconLayoutAlignBottom,
  IconLayoutAlignCenter,
  IconLayoutAlignLeft,
  IconLayoutAlignMiddle,
  IconLayoutAlignRight,
  IconLayoutAlignTop,
  IconLayoutDistributeHorizontal,
  IconLayoutDistributeVertical,
} from '../../../components/icons.ts';
import { alignSelection } from '../commands.ts';
import type { Alignment } from '../document/align.ts';
import { useLabEditor, useLabUi } from '../lab-editor.ts';

const ALIGNMENTS: readonly { value: Alignment; label: string; icon: Icon }[] = [
  { value: 'left', label: 'Left edges', icon: IconLayoutAlignLeft },
  { value: 'centre', label: 'Middles, one under another', icon: IconLayoutAlignCenter },
  { value: 'right', label: 'Right edges', icon: IconLayoutAlignRight },
  { value: 'top', label: 'Top edges', icon: IconLayoutAlignTop },
  { value: 'middle', label: 'Middles, side by side', icon: IconLayoutAlignMiddle },
  { value: 'bottom', label: 'Bottom edges', icon: IconLayoutAlignBottom },
  { value: 'spread-x', label: 'Equal gaps, side by side', icon: IconLayoutDistributeVertical },
  { value: 'spread-y', label: 'Equal gaps, one under another', icon: IconLayoutDistributeHorizontal },
];

/** Brings what is selected into lines. */
export function AlignMenu(): ReactNode {
  const editor = useLabEditor();
  const count = useLabUi(({ selection }) => selection.nodes.size);
  return (
    <Menu position="bottom" shadow="md">
      <Menu.Target>
        <ActionIcon aria-label="Align" title="Align what is selected" disabled={count < 2}>
          <IconLayoutAlignLeft size={17} stroke={1.7} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {ALIGNMENTS.map(({ value, label, icon: Glyph }) => (
          <Menu.Item
            key={value}
            leftSection={<Glyph size={15} stroke={1.8} aria-hidden />}
            disabled={value.startsWith('spread') && count < 3}
            onClick={() => alignSelection(editor, value)}
          >
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
