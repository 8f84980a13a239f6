import { Checkbox, NumberInput, Radio, Stack, TextInput } from '@mantine/core';
import { CHANNEL_KINDS, type ChannelChoice, type ChannelKind } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { Notice } from '../../components/notice.tsx';
import type { ChannelDraft } from './channel-draft.ts';
import { CHANNEL_TEXTS } from './channel-text.ts';

export interface ChannelFieldsProps {
  draft: ChannelDraft;
  choices: readonly ChannelChoice[];
  /** Of the kind's own field. */
  problem: string | undefined;
  portAgreed: boolean;
  portProblem: string | undefined;
  onDraft: (changes: Partial<ChannelDraft>) => void;
  onPortAgreed: (agreed: boolean) => void;
}

/** Where a line leads: every channel with what it is, or why this host does not allow it. */
export function ChannelFields(props: ChannelFieldsProps): ReactNode {
  const { draft, choices, onDraft } = props;
  return (
    <Radio.Group
      label="Leads to"
      value={draft.kind}
      onChange={(picked) => {
        const kind = CHANNEL_KINDS.find((known) => known === picked);
        if (kind !== undefined) onDraft({ kind });
      }}
    >
      <Stack gap={10} mt={6}>
        {choices.map(({ kind, problem }) => (
          <div key={kind}>
            <Radio
              value={kind}
              label={CHANNEL_TEXTS[kind].label}
              description={problem ?? CHANNEL_TEXTS[kind].description}
              disabled={problem !== null && draft.kind !== kind}
            />
            {draft.kind === kind ? <OwnFields kind={kind} {...props} /> : null}
          </div>
        ))}
      </Stack>
    </Radio.Group>
  );
}

function OwnFields(props: ChannelFieldsProps & { kind: ChannelKind }): ReactNode {
  const { kind, draft, problem, onDraft } = props;
  const text = { spellCheck: false, autoComplete: 'off', mt: 6, ml: 30, error: problem } as const;
  if (kind === 'tty') {
    return (
      <TextInput
        {...text}
        label="Device of the host"
        placeholder="/dev/ttyUSB0"
        value={draft.device}
        onChange={(event) => {
          onDraft({ device: event.currentTarget.value });
        }}
      />
    );
  }
  if (kind === 'fd') {
    return (
      <TextInput
        {...text}
        label="File of the host"
        placeholder="/var/log/serial.log"
        value={draft.path}
        onChange={(event) => {
          onDraft({ path: event.currentTarget.value });
        }}
      />
    );
  }
  return kind === 'port' ? <PortFields {...props} /> : null;
}

function PortFields(props: ChannelFieldsProps): ReactNode {
  const { draft, problem, portAgreed, portProblem, onDraft, onPortAgreed } = props;
  return (
    <Stack gap="xs" mt={6} ml={30}>
      <NumberInput
        label="TCP port"
        placeholder="9000"
        allowDecimal={false}
        allowNegative={false}
        hideControls
        value={draft.port}
        error={problem}
        onChange={(port) => {
          onDraft({ port });
        }}
      />
      <Notice tone="warn">
        UML listens on every interface of the host and asks for no password: whoever reaches the port has the
        line, and with a shell on it the guest.
      </Notice>
      <Checkbox
        label="Everybody who reaches this host may use it"
        checked={portAgreed}
        error={portProblem}
        onChange={(event) => {
          onPortAgreed(event.currentTarget.checked);
        }}
      />
    </Stack>
  );
}
