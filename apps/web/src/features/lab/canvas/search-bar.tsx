import { TextInput, UnstyledButton } from '@mantine/core';
import { Panel } from '@xyflow/react';
import { memo, useState, type ReactNode } from 'react';
import { IconSearch } from '../../../components/icons.ts';
import { useLabEditor, useLabUi } from '../lab-editor.ts';
import { searchLab, type Hit } from '../search-lab.ts';
import { selectNodes } from '../selection.ts';
import classes from './canvas.module.css';

/** Finds things by name, address or MAC address; Ctrl+F opens it. */
export const SearchBar = memo(function SearchBar(): ReactNode {
  const isOpen = useLabUi((ui) => ui.isSearching);
  return isOpen ? <OpenSearchBar /> : null;
});

function OpenSearchBar(): ReactNode {
  const editor = useLabEditor();
  const [text, setText] = useState('');
  const { document, machines } = editor.ui.getState();
  const hits = searchLab(text, { document, machines, live: editor.live.getState() });
  const close = (): void => editor.ui.setState({ isSearching: false });
  const go = ({ node }: Hit): void => {
    editor.ui.setState({ selection: selectNodes([node.id]), isPanelOpen: true });
    editor.places.reveal([node.id]);
  };
  return (
    <Panel position="top-right" className={classes['search'] ?? ''}>
      <TextInput
        type="search"
        aria-label="Search the lab"
        placeholder="Name, address, MAC"
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- a person asked for it
        autoFocus
        leftSection={<IconSearch size={14} aria-hidden />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close();
          if (event.key === 'Enter' && hits[0] !== undefined) go(hits[0]);
        }}
      />
      <output className="u-sr-only">{text === '' ? '' : `${hits.length} found`}</output>
      {text === '' ? null : (
        <ul className={classes['hits']}>
          {hits.map((hit, index) => (
            <li key={hit.node.id}>
              <UnstyledButton
                className={classes['hit'] ?? ''}
                data-first={index === 0 || undefined}
                onClick={() => go(hit)}
              >
                <span className="u-truncate">{hit.name}</span>
                <span className="u-truncate">{hit.why}</span>
              </UnstyledButton>
            </li>
          ))}
          {hits.length === 0 ? <li className={classes['hit']}>Nothing in this lab has that.</li> : null}
        </ul>
      )}
    </Panel>
  );
}
