/** One icon per module: the package's barrel makes the bundler read 6,000 of them. */
declare module '@tabler/icons-react/dist/esm/icons/*.mjs' {
  import type { Icon } from '@tabler/icons-react';

  const icon: Icon;
  export default icon;
  /** What it is drawn from, in a box of 24 by 24: elements of SVG and their attributes. */
  export const __iconNode: readonly (readonly [string, Readonly<Record<string, string>>])[];
}
