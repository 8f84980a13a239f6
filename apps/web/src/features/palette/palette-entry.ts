import type { Icon } from '@tabler/icons-react';

/** One line of the palette. */
export interface PaletteEntry {
  id: string;
  label: string;
  /** Dimmed, after the label: a state, what it does. */
  detail?: string;
  group: string;
  /** The name that it is about, which a query should hit. Default: the label. */
  subject?: string;
  icon: Icon;
  /** Shortcut shown at the end. */
  keys?: string;
  /** Further words that find it. */
  keywords?: string;
  run: () => void;
}
