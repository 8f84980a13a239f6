import { Button, NumberInput, SegmentedControl, UnstyledButton } from '@mantine/core';
import type { Machine, MconsoleAbilities } from '@umlaut/contracts/model';
import { useState, type FormEvent, type ReactNode } from 'react';
import classes from './controls.module.css';
import { DeviceFields } from './device-fields.tsx';
import {
  EMPTY_FORM,
  deviceRequest,
  type Device,
  type DeviceAction,
  type DeviceForm,
  type DevicePrefix,
} from './device-forms.ts';
import { IconLock } from './cockpit-icons.ts';
import { RequestPreview } from './request-preview.tsx';
import { ubdLetter } from './request-line.ts';
import type { Sender } from './use-send.ts';

const PREFIXES: readonly DevicePrefix[] = ['ubd', 'con', 'ssl', 'vec', 'eth'];
const KIND_TEXTS: Readonly<Record<DevicePrefix, string>> = {
  ubd: 'A file of the host as a block device.',
  con: 'A virtual terminal of the guest, and what it is wired to on the host.',
  ssl: 'A serial port of the guest, and what it is wired to on the host.',
  vec: 'A network interface and how its frames reach the host.',
  eth: 'Of kernels up to 6.16: better use vec.',
};
const SEND_LABELS: Readonly<Record<DeviceAction, string>> = {
  config: 'Configure',
  query: 'Query',
  remove: 'Remove',
};

export interface DevicesPanelProps {
  machine: Machine;
  abilities: MconsoleAbilities;
  sender: Sender;
}

/** Plugs devices in and out, and asks how they are configured; shows the line before it is sent. */
export function DevicesPanel({ machine, abilities, sender }: DevicesPanelProps): ReactNode {
  const [form, setForm] = useState<DeviceForm>(EMPTY_FORM);
  const [asked, setAsked] = useState(false);
  const devices = PREFIXES.flatMap((prefix) => abilities.devices.filter((item) => item.prefix === prefix));
  const device = devices.find(({ prefix }) => prefix === form.prefix);
  const blocked = devices.filter((item) => item.blocked !== null);
  if (device === undefined) return null;
  const action = canDo(device, form.action) ? form.action : 'config';
  const shown = { ...form, action };
  const { line, problems } = deviceRequest(shown, device);
  const change = (changes: Partial<DeviceForm>): void => {
    setForm((before) => ({ ...before, ...changes }));
    if ('prefix' in changes || 'action' in changes) setAsked(false);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsked(true);
    if (Object.keys(problems).length === 0) sender.send(line);
  };

  return (
    <form className={classes['form']} onSubmit={submit} noValidate aria-label="Device">
      <fieldset
        className={classes['kinds']}
        aria-describedby={blocked.length === 0 ? undefined : 'kinds-blocked'}
      >
        <legend>Device</legend>
        {devices.map((item) => (
          <KindChip key={item.prefix} device={item} active={item.prefix === form.prefix} onPick={change} />
        ))}
      </fieldset>
      {blocked.length === 0 ? null : (
        <ul id="kinds-blocked" className={classes['reasons']}>
          {blocked.map((item) => (
            <li key={item.prefix}>
              <IconLock size={13} aria-hidden />
              <span>
                <code>{item.prefix}</code> {item.blocked}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p className={classes['kindText']}>
        <b>{device.label}.</b> {KIND_TEXTS[form.prefix]}
      </p>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label="What to do"
        data={[
          { value: 'config', label: 'Configure' },
          { value: 'query', label: 'Query', disabled: !device.canQuery },
          { value: 'remove', label: 'Remove', disabled: !device.canRemove },
        ]}
        value={action}
        onChange={(value) => {
          change({ action: value === 'query' || value === 'remove' ? value : 'config' });
        }}
      />
      <NumberInput
        label="Number"
        description={numberText(shown, device)}
        min={device.numbers?.min ?? 0}
        max={device.numbers?.max ?? 0}
        allowDecimal={false}
        value={form.numbers[form.prefix]}
        error={problems['number']}
        onChange={(number) => {
          change({ numbers: { ...form.numbers, [form.prefix]: number } });
        }}
      />
      {action === 'config' ? (
        <DeviceFields form={shown} problems={asked ? problems : {}} onChange={change} />
      ) : null}
      <DeviceNote machine={machine} form={shown} />
      <RequestPreview line={line} problem={problems['line']} />
      <Button type="submit" size="sm" loading={sender.pending.has(line)}>
        {SEND_LABELS[action]}
      </Button>
    </form>
  );
}

interface KindChipProps {
  device: Device;
  active: boolean;
  onPick: (changes: { prefix: DevicePrefix }) => void;
}

function KindChip({ device: { prefix, label, blocked }, active, onPick }: KindChipProps): ReactNode {
  if (prefix === 'mem') return null;
  return (
    <UnstyledButton
      type="button"
      className={classes['kind']}
      title={label}
      aria-label={`${prefix}: ${label}`}
      aria-pressed={active}
      aria-disabled={blocked !== null}
      onClick={() => {
        if (blocked === null) onPick({ prefix });
      }}
    >
      <code>{prefix}</code>
    </UnstyledButton>
  );
}

/** What is special about this very device. */
function DeviceNote({ machine, form }: { machine: Machine; form: DeviceForm }): ReactNode {
  const { prefix, action, numbers } = form;
  if (action === 'query') return null;
  const name = `${prefix}${numbers[prefix]}`;
  if (prefix === 'ubd' && numbers.ubd === 0) {
    return <p className={classes['warning']}>This is the disk that the guest started from.</p>;
  }
  if (prefix === 'con' && machine.consoles.some((known) => known === name)) {
    return (
      <p className={classes['warning']}>
        {name} is wired to the tab Consoles: configured anew, it goes elsewhere until the next start.
      </p>
    );
  }
  if (prefix === 'vec' && action === 'config') {
    return (
      <p className={classes['hint']}>
        The kernel says yes to anything here: what is wrong shows when the guest brings the interface up.
      </p>
    );
  }
  return null;
}

function canDo(device: Device, action: DeviceAction): boolean {
  return action === 'config' || (action === 'query' ? device.canQuery : device.canRemove);
}

function numberText({ prefix, numbers }: DeviceForm, device: Device): string {
  const range = device.numbers === null ? '' : `${device.numbers.min} to ${device.numbers.max}`;
  const number = numbers[prefix];
  if (typeof number !== 'number' || device.numbers === null || number > device.numbers.max) return range;
  switch (prefix) {
    case 'ubd':
      return `${range}; /dev/ubd${ubdLetter(number)} in the guest`;
    case 'con':
      return `${range}; /dev/tty${number} in the guest`;
    case 'ssl':
      return `${range}; /dev/ttyS${number} in the guest`;
    case 'vec':
    case 'eth':
      return `${range}; ${prefix}${number} in the guest`;
  }
}
