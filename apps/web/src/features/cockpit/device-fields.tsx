import { Checkbox, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { ChannelFields } from './channel-fields.tsx';
import classes from './controls.module.css';
import type { DeviceForm } from './device-forms.ts';
import { VectorFields } from './vector-fields.tsx';

export interface DeviceFieldsProps {
  form: DeviceForm;
  /** By field; empty until one tried to send. */
  problems: Readonly<Record<string, string>>;
  onChange: (changes: Partial<DeviceForm>) => void;
}

/** The value of a device, in the shape of its kind. */
export function DeviceFields({ form, problems, onChange }: DeviceFieldsProps): ReactNode {
  switch (form.prefix) {
    case 'ubd':
      return <UbdFields form={form} problems={problems} onChange={onChange} />;
    case 'con':
    case 'ssl':
      return (
        <ChannelFields
          value={form.channel}
          problems={problems}
          onChange={(channel) => {
            onChange({ channel });
          }}
        />
      );
    case 'vec':
      return (
        <VectorFields
          value={form.vec}
          problems={problems}
          onChange={(vec) => {
            onChange({ vec });
          }}
        />
      );
    case 'eth':
      return (
        <TextInput
          label="Transport and its values"
          description="By position, with commas: tuntap,tap0 or daemon,,unix,/run/switch.ctl"
          spellCheck={false}
          autoComplete="off"
          value={form.eth}
          error={problems['value']}
          onChange={(event) => {
            onChange({ eth: event.currentTarget.value });
          }}
        />
      );
  }
}

/** arch/um/drivers/ubd_kern.c, ubd_setup_common. */
const UBD_FLAGS = [
  { flag: 'r', label: 'Read-only' },
  { flag: 's', label: 'Synchronous: each write reaches the host’s disk' },
  { flag: 'd', label: 'As it is: never read as a copy-on-write file' },
  { flag: 'c', label: 'Shared: without the lock that keeps two machines apart' },
  { flag: 't', label: 'Without discard: freed blocks stay allocated' },
] as const;

function UbdFields({ form: { ubd }, problems, onChange }: DeviceFieldsProps): ReactNode {
  const change = (changes: Partial<DeviceForm['ubd']>): void => {
    onChange({ ubd: { ...ubd, ...changes } });
  };
  return (
    <>
      <TextInput
        label="File"
        description="On the host. A sandboxed machine sees only its own folder and its image."
        placeholder="/path/on/the/host.img"
        spellCheck={false}
        autoComplete="off"
        value={ubd.path}
        error={problems['path']}
        onChange={(event) => {
          change({ path: event.currentTarget.value });
        }}
      />
      <TextInput
        label="Backing file"
        description="Optional: then the file above is a copy-on-write layer over it, made if absent."
        placeholder="None"
        spellCheck={false}
        autoComplete="off"
        value={ubd.backing}
        error={problems['backing']}
        onChange={(event) => {
          change({ backing: event.currentTarget.value });
        }}
      />
      <fieldset className={classes['flags']}>
        <legend>Flags</legend>
        {UBD_FLAGS.map(({ flag, label }) => (
          <Checkbox
            key={flag}
            size="xs"
            label={
              <>
                <code>{flag}</code> {label}
              </>
            }
            checked={ubd.flags.includes(flag)}
            onChange={(event) => {
              const on = event.currentTarget.checked;
              const flags = UBD_FLAGS.map((item) => item.flag).filter((known) =>
                known === flag ? on : ubd.flags.includes(known),
              );
              change({ flags });
            }}
          />
        ))}
      </fieldset>
    </>
  );
}
