import { ActionIcon, Kbd } from '@mantine/core';
import type { MconsoleAbilities } from '@umlaut/contracts/model';
import { useId, useRef, type ReactNode } from 'react';
import { useShortcut } from '../../lib/shortcuts.ts';
import { CompletionList } from './completion-list.tsx';
import { IconCornerDownLeft } from './cockpit-icons.ts';
import classes from './prompt.module.css';
import { usePrompt } from './use-prompt.ts';

export interface PromptProps {
  abilities: MconsoleAbilities | undefined;
  /** Why nothing can be asked now; null when it can. */
  closed: string | null;
  onSend: (line: string) => void;
  onClear: () => void;
}

/** The mconsole as a line to type in, for those who know it. */
export function Prompt({ abilities, closed, onSend, onClear }: PromptProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const prompt = usePrompt({ abilities, onSend, onClear });
  const open = prompt.completions.length > 0;
  useShortcut({ keys: '/', label: 'Ask the kernel', group: 'Cockpit', run: () => input.current?.focus() });
  return (
    <form
      className={classes['prompt']}
      onSubmit={(event) => {
        event.preventDefault();
        prompt.send();
      }}
    >
      <div className={classes['line']} data-closed={closed !== null}>
        <label htmlFor={`${id}-input`} className={classes['sign']}>
          <span aria-hidden>mconsole ›</span>
          <span className="u-sr-only">Request line for mconsole</span>
        </label>
        <input
          ref={input}
          id={`${id}-input`}
          className={classes['input']}
          role="combobox"
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-describedby={`${id}-keys`}
          {...(prompt.active >= 0 ? { 'aria-activedescendant': `${id}-option-${prompt.active}` } : {})}
          placeholder={closed ?? 'version, sysrq m, proc meminfo, config con1 …'}
          disabled={closed !== null}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          value={prompt.text}
          onChange={(event) => {
            prompt.onText(event.currentTarget.value);
          }}
          onKeyDown={prompt.onKeyDown}
          onBlur={prompt.close}
        />
        <ActionIcon
          type="submit"
          aria-label="Send"
          disabled={closed !== null || prompt.text.trim() === ''}
          className={classes['send'] ?? ''}
        >
          <IconCornerDownLeft size={15} aria-hidden />
        </ActionIcon>
      </div>
      <CompletionList
        id={id}
        completions={prompt.completions}
        active={prompt.active}
        onTake={(completion) => {
          prompt.take(completion);
          input.current?.focus();
        }}
      />
      <output className="u-sr-only">{open ? `${prompt.completions.length} ways to go on` : ''}</output>
      <p id={`${id}-keys`} className={classes['keys']} hidden={closed !== null}>
        <Kbd size="xs">Tab</Kbd> completes
        <Kbd size="xs">↑</Kbd>
        <Kbd size="xs">↓</Kbd> lines sent before
        <Kbd size="xs">Ctrl L</Kbd> clears the view
      </p>
    </form>
  );
}
