import type { FitViewOptions } from '@xyflow/react';

/** All of a lab in view, and nothing of it under the toolbar at the top, or the knobs of things at the edges. */
export const FIT_ALL: FitViewOptions = {
  maxZoom: 1,
  padding: { top: '68px', right: '32px', bottom: '32px', left: '32px' },
};
