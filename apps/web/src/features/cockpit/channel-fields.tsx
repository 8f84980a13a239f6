import { Checkbox, Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './controls.module.css';
import type { DeviceForm } from './device-forms.ts';
import { CHANNEL_KINDS, type Channel } from './request-line.ts';

type ChannelValues = DeviceForm['channel'];

/** What each channel is; docs of UML, "Line channels". */
const KINDS: Readonly<Record<Channel['kind'], string>> = {
  null: 'null: nothing in, output is dropped',
  none: 'none: no such device in the guest',
  pts: 'pts: a new pseudo-terminal of the host',
  pty: 'pty: an old BSD pseudo-terminal',
  tty: 'tty: a terminal device of the host',
  port: 'port: a TCP port, for telnet',
  fd: 'fd: a descriptor that UML was started with',
  xterm: 'xterm: a terminal window on the host',
};
const VALUES: Readonly<Partial<Record<Channel['kind'], { label: string; placeholder: string }>>> = {
  tty: { label: 'Device', placeholder: '/dev/pts/4' },
  port: { label: 'TCP port', placeholder: '9000' },
  fd: { label: 'Descriptor', placeholder: '3' },
};

export interface ChannelFieldsProps {
  value: ChannelValues;
  problems: Readonly<Record<string, string>>;
  onChange: (value: ChannelValues) => void;
}

/** Where a console or serial line of the guest leads on the host, perhaps each direction elsewhere. */
export function ChannelFields({ value, problems, onChange }: ChannelFieldsProps): ReactNode {
  const { input, output } = value;
  return (
    <>
      <ChannelField
        label={output === null ? 'Channel' : 'Input from'}
        channel={input}
        problem={problems['input']}
        onChange={(changed) => {
          onChange({ ...value, input: changed });
        }}
      />
      <Checkbox
        size="xs"
        label="Output goes elsewhere"
        checked={output !== null}
        onChange={(event) => {
          onChange({ ...value, output: event.currentTarget.checked ? { kind: 'null', value: '' } : null });
        }}
      />
      {output === null ? null : (
        <ChannelField
          label="Output to"
          channel={output}
          problem={problems['output']}
          onChange={(changed) => {
            onChange({ ...value, output: changed });
          }}
        />
      )}
      <p className={classes['hint']}>
        It can only be changed while no program in the guest has it open: a login keeps it open.
      </p>
    </>
  );
}

interface ChannelFieldProps {
  label: string;
  channel: Channel;
  problem: string | undefined;
  onChange: (channel: Channel) => void;
}

function ChannelField({ label, channel, problem, onChange }: ChannelFieldProps): ReactNode {
  const more = VALUES[channel.kind];
  return (
    <div className={classes['pair']}>
      <Select
        label={label}
        allowDeselect={false}
        data={CHANNEL_KINDS.map((kind) => ({ value: kind, label: KINDS[kind] }))}
        value={channel.kind}
        comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
        onChange={(picked) => {
          const kind = CHANNEL_KINDS.find((known) => known === picked);
          if (kind !== undefined) onChange({ kind, value: '' });
        }}
      />
      {more === undefined ? null : (
        <TextInput
          label={more.label}
          placeholder={more.placeholder}
          spellCheck={false}
          autoComplete="off"
          value={channel.value}
          error={problem}
          onChange={(event) => {
            onChange({ ...channel, value: event.currentTarget.value });
          }}
        />
      )}
    </div>
  );
}
