import { ActionIcon, TextInput, Tooltip, useComputedColorScheme } from '@mantine/core';
import type { ISearchOptions } from '@xterm/addon-search';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { IconChevronDown, IconX } from '../../components/icons.ts';
import { IconChevronUp, IconLetterCase } from './console-icons.ts';
import classes from './console.module.css';
import type { TerminalSession } from './terminal/terminal-session.ts';

const COLORS = {
  light: { match: '#fde68a', active: '#fb923c' },
  dark: { match: '#5c4a13', active: '#b45309' },
} as const;

/** Searches the console's scrollback, newest first: Enter goes up, Shift-Enter down, Escape back to the guest. */
export function FindBar({ session, onClose }: { session: TerminalSession; onClose: () => void }): ReactNode {
  const [term, setTerm] = useState('');
  const [caseSensitive, setCaseSensitive] = useState(false);
  const matches = useStore(session.view, (view) => view.matches);
  const input = useRef<HTMLInputElement>(null);
  const { match, active } = COLORS[useComputedColorScheme('light')];
  const options: ISearchOptions = {
    caseSensitive,
    decorations: {
      matchBackground: match,
      matchOverviewRuler: match,
      activeMatchBackground: active,
      activeMatchBorder: active,
      activeMatchColorOverviewRuler: active,
    },
  };

  useEffect(() => {
    input.current?.focus();
    session.pager.fill();
    return () => {
      session.search.clearDecorations();
      session.terminal.clearSelection();
      session.view.setState({ matches: null });
      session.terminal.focus();
    };
  }, [session]);

  const find = (text: string, sensitive: boolean): void => {
    setTerm(text);
    setCaseSensitive(sensitive);
    if (text === '') {
      session.search.clearDecorations();
      session.view.setState({ matches: null });
    } else {
      session.search.findPrevious(text, { ...options, caseSensitive: sensitive, incremental: true });
    }
  };
  const up = (): boolean => session.search.findPrevious(term, options);
  const down = (): boolean => session.search.findNext(term, options);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') (event.shiftKey ? down : up)();
    else if (event.key === 'Escape') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <search className={classes['find']}>
      <TextInput
        ref={input}
        size="xs"
        aria-label="Find in console"
        placeholder="Find"
        value={term}
        onChange={(event) => find(event.currentTarget.value, caseSensitive)}
        onKeyDown={onKeyDown}
        rightSectionWidth={64}
        rightSection={<output className={classes['matches']}>{term === '' ? '' : matchText(matches)}</output>}
      />
      <FindButton label="Match case" pressed={caseSensitive} onClick={() => find(term, !caseSensitive)}>
        <IconLetterCase size={15} aria-hidden />
      </FindButton>
      <FindButton label="Previous match" onClick={up}>
        <IconChevronUp size={15} aria-hidden />
      </FindButton>
      <FindButton label="Next match" onClick={down}>
        <IconChevronDown size={15} aria-hidden />
      </FindButton>
      <FindButton label="Close the search" onClick={onClose}>
        <IconX size={15} aria-hidden />
      </FindButton>
    </search>
  );
}

interface FindButtonProps {
  label: string;
  pressed?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function FindButton({ label, pressed, onClick, children }: FindButtonProps): ReactNode {
  const toggle =
    pressed === undefined ? {} : { 'aria-pressed': pressed, variant: pressed ? 'light' : 'subtle' };
  return (
    <Tooltip label={label} withinPortal={false}>
      <ActionIcon aria-label={label} onClick={onClick} size={26} {...toggle}>
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

function matchText(matches: { index: number; count: number } | null): string {
  if (matches === null || matches.count === 0) return 'None';
  return matches.index < 0 ? `${matches.count}+` : `${matches.index + 1} of ${matches.count}`;
}
