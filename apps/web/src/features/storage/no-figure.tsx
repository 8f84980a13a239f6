import type { ReactNode } from 'react';

/** What a cell says when its column has nothing for its row. */
export function NoFigure(): ReactNode {
  return (
    <>
      <span aria-hidden>–</span>
      <span className="u-sr-only">none</span>
    </>
  );
}
