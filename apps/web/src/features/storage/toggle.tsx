import { ActionIcon } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconChevronDown, IconChevronRight } from '../../components/icons.ts';

/** Opens and closes what lies below a row. */
export function Toggle(props: { label: string; isOpen: boolean; onToggle: () => void }): ReactNode {
  const Glyph = props.isOpen ? IconChevronDown : IconChevronRight;
  return (
    <ActionIcon size={24} aria-label={props.label} aria-expanded={props.isOpen} onClick={props.onToggle}>
      <Glyph size={14} aria-hidden />
    </ActionIcon>
  );
}
