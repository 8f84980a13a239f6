import { NumberInput, TextInput } from '@mantine/core';
import {
  nicDeviceOf,
  FABRIC,
  NIC_COUNT,
  macAddress,
  mediumOf,
  nicDevice,
  type Machine,
  type NicConfig,
  type NicTransport,
  type NicType,
} from '@umlaut/contracts/model';
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { DialogFooter } from '../../components/dialog-footer.tsx';
import { Notice } from '../../components/notice.tsx';
import { useDialogDeed } from '../../components/use-dialog-deed.ts';
import { KindList } from './kind-list.tsx';
import classes from './nic-dialog.module.css';
import { draftOf, newDraft, readDraft, withKind, type NicDraft, type NicDraftErrors } from './nic-draft.ts';
import { isNicKind } from './nic-fields.ts';
import { NicRefusal } from './nic-refusal.tsx';
import { OptionFields } from './option-fields.tsx';
import { refusedFields } from './refused-fields.ts';
import { saveNic } from './save-nic.ts';

export interface NicDialogProps {
  machine: Machine;
  /** The interface that is changed; null: a new one. */
  nic: NicConfig | null;
  /** What its link in a lab leads to; null: it has none. */
  linkedTo: string | null;
}

interface NicFormProps extends NicDialogProps {
  types: readonly NicType[];
  isChecking: boolean;
  /** Looks at the host again. */
  onCheck: () => void;
}

/** The kind of an interface, and the options of that kind. */
export function NicForm({ machine, nic, linkedTo, types, isChecking, onCheck }: NicFormProps): ReactNode {
  const [draft, setDraft] = useState<NicDraft>(() => firstDraft(nic?.transport ?? null, types));
  const [number, setNumber] = useState<number | string>('');
  const [mac, setMac] = useState('');
  const [errors, setErrors] = useState<NicDraftErrors>({});
  const [isUnlinkAsked, setUnlinkAsked] = useState(false);
  const { pending, failure, forget, run } = useDialogDeed();
  const form = useRef<HTMLFormElement>(null);
  const atFields = failure === null ? {} : refusedFields(failure, draft);
  const shown = { ...atFields, ...errors };
  const type = types.find(({ kind }) => kind === draft.kind);
  const free = freeNumber(machine.nics.map((one) => one.number));

  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [errors, failure]);

  const change = (next: NicDraft): void => {
    setDraft(next);
    setErrors({});
    setUnlinkAsked(false);
    forget();
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const read = readDraft(draft);
    const macError =
      mac === '' ? undefined : macAddress.safeParse(mac.toLowerCase()).error?.issues[0]?.message;
    const wrong = {
      ...('errors' in read ? read.errors : {}),
      ...(macError === undefined ? {} : { mac: macError }),
    };
    setErrors(wrong);
    if ('errors' in read || macError !== undefined) return;
    const { transport } = read;
    if (losesLink(nic?.transport ?? null, transport, linkedTo) && !isUnlinkAsked) {
      setUnlinkAsked(true);
      return;
    }
    const wanted = {
      number: number === '' ? undefined : Number(number),
      mac: mac === '' ? undefined : mac.toLowerCase(),
    };
    void run(() => saveNic(machine, nic, { transport, ...wanted }));
  };

  return (
    <form ref={form} onSubmit={submit} noValidate>
      <div className={classes['columns']}>
        <KindList
          types={types}
          chosen={draft.kind}
          own={nic?.transport.kind ?? null}
          isChecking={isChecking}
          onCheck={onCheck}
          onChoose={(kind) => change(withKind(draft, kind))}
        />
        <div className={classes['options']}>
          <h3>{type?.label ?? draft.kind}</h3>
          <p className={classes['quiet']}>
            {type?.description} In the guest it is{' '}
            <span className="u-mono">
              {nicDevice(nic?.number ?? (number === '' ? (free ?? 0) : Number(number)), draft.kind)}
            </span>
            .
          </p>
          <OptionFields draft={draft} errors={shown} onChange={change} />
          {nic === null ? (
            <div className={classes['grid']}>
              <NumberInput
                label="Number"
                placeholder={free === null ? 'None is free' : `${free}, the lowest that is free`}
                min={0}
                max={NIC_COUNT - 1}
                allowDecimal={false}
                value={number}
                error={shown['number']}
                onChange={(value) => {
                  setNumber(value);
                  forget();
                }}
              />
              <TextInput
                label="MAC address"
                placeholder="A random one"
                spellCheck={false}
                autoComplete="off"
                value={mac}
                error={shown['mac']}
                onChange={(event) => {
                  setMac(event.currentTarget.value.trim());
                  setErrors({});
                  forget();
                }}
              />
            </div>
          ) : null}
          {nic !== null && machine.state.phase !== 'stopped' ? (
            <p className={classes['quiet']}>
              The machine runs: bring the interface down in the guest first, with{' '}
              <code className="u-mono">ip link set {nicDeviceOf(nic)} down</code>.
            </p>
          ) : null}
          {failure === null || Object.keys(atFields).length > 0 ? null : <NicRefusal error={failure} />}
          {isUnlinkAsked ? (
            <Notice tone="warn" title="Its link in the lab will be removed">
              The link to {linkedTo} does not fit an interface of this kind.
            </Notice>
          ) : null}
        </div>
      </div>
      <DialogFooter
        submitLabel={
          nic === null ? 'Add interface' : isUnlinkAsked ? 'Change and remove the link' : 'Change interface'
        }
        danger={isUnlinkAsked}
        pending={pending}
      />
    </form>
  );
}

/** As it is; of a new one the first that can be had, Umlaut's own network before all others. */
function firstDraft(transport: NicTransport | null, types: readonly NicType[]): NicDraft {
  if (transport !== null) return draftOf(transport);
  const first = types.find(({ kind, available }) => available && isNicKind(kind))?.kind;
  return newDraft(first !== undefined && isNicKind(first) ? first : FABRIC.kind);
}

function losesLink(before: NicTransport | null, after: NicTransport, linkedTo: string | null): boolean {
  return before !== null && linkedTo !== null && mediumOf(before) !== mediumOf(after);
}

function freeNumber(taken: readonly number[]): number | null {
  return Array.from({ length: NIC_COUNT }, (_, number) => number).find((one) => !taken.includes(one)) ?? null;
}
