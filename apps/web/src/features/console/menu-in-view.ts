import type { MenuProps } from '@mantine/core';

/** A long menu ends where the window does, and scrolls: its last items are never out of reach. */
export const MENU_IN_VIEW = {
  flip: true,
  shift: true,
  size: { padding: 8 },
} satisfies MenuProps['middlewares'];
