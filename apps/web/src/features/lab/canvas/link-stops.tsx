import type { LabLink } from '@umlaut/contracts/model';
import { memo, type ReactNode } from 'react';
import { useLabEditor, useLabUi, useLive } from '../lab-editor.ts';
import { endWords } from '../live/end-words.ts';
import { linkWords } from '../live/link-text.ts';
import { linkName } from '../node-words.ts';
import { selectLink } from '../selection.ts';

/** More of them nobody goes through one by one; the list has them all. */
const LIMIT = 300;

/**
 * Links for the keyboard and for screen readers: they are drawn on a canvas (link-layer.tsx), which has no elements that
 * could have the focus. The one that has it is drawn like one that is selected.
 */
export const LinkStops = memo(function LinkStops(): ReactNode {
  const links = useLabUi(({ document }) => document.links);
  if (links.size === 0 || links.size > LIMIT) return null;
  return (
    <ul aria-label="Links" className="u-sr-only">
      {[...links.values()].map((link) => (
        <li key={link.id}>
          <LinkStop link={link} />
        </li>
      ))}
    </ul>
  );
});

const LinkStop = memo(function LinkStop({ link }: { link: LabLink }): ReactNode {
  const editor = useLabEditor();
  const name = useLabUi(({ document, machines }) => linkName(link, document, machines));
  const state = useLive(({ links }) => links.get(link.id)?.state);
  const ends = state?.ends.map((end) => endWords(end).label.toLowerCase()).join(' and ');
  return (
    <button
      type="button"
      data-link-stop={link.id}
      onFocus={() => editor.hover.setState({ focused: link.id })}
      onBlur={() => editor.hover.setState({ focused: null })}
      onClick={() => editor.ui.setState({ selection: selectLink(link.id), isPanelOpen: true })}
    >
      Link {name}, {linkWords(state?.status, link.enabled).label}
      {ends === undefined ? '' : `; its ends: ${ends}`}
    </button>
  );
});
