import { Button, Textarea } from '@mantine/core';
import { decodeTunnelCode } from '@umlaut/contracts/model';
import { useState, type ReactNode } from 'react';
import { putNode } from '../../commands.ts';
import { useLabEditor } from '../../lab-editor.ts';
import { Part } from '../part.tsx';
import own from './remote.module.css';
import type { RemoteLabNode } from './remote-lab-node.ts';

/** The other end of a tunnel that was made on the other host. */
export function JoinPart({ node }: { node: RemoteLabNode }): ReactNode {
  const editor = useLabEditor();
  const [text, setText] = useState('');
  const [error, setError] = useState<string | null>(null);
  const join = (): void => {
    const tunnel = decodeTunnelCode(text);
    if (tunnel === null) {
      setError(
        'That is no code of a tunnel. Copy the whole line that begins with umlaut-tunnel: from the other host.',
      );
      return;
    }
    putNode(editor, { ...node, tunnel });
  };
  return (
    <Part title="The other host has it already">
      <form
        className={own['stack']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          join();
        }}
      >
        <Textarea
          size="xs"
          label="Code from there"
          placeholder="umlaut-tunnel:…"
          autosize
          minRows={2}
          maxRows={5}
          autoComplete="off"
          spellCheck={false}
          value={text}
          error={error}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setError(null);
          }}
        />
        <Button type="submit" size="xs" variant="default" disabled={text.trim() === ''}>
          Join
        </Button>
      </form>
    </Part>
  );
}
