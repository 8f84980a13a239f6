import { Button, Radio } from '@mantine/core';
import type { NicTransportKind, NicType } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { IconRefresh } from '../../components/icons.ts';
import { Remedy } from '../../components/remedy.tsx';
import { Tag } from '../../components/tag.tsx';
import classes from './nic-dialog.module.css';
import { isNicKind } from './nic-fields.ts';

const FAMILIES: readonly { family: NicType['family']; label: string }[] = [
  { family: 'fabric', label: 'Umlaut’s network' },
  { family: 'vector', label: 'Vector transports' },
  { family: 'legacy', label: 'Legacy transports' },
];

export interface KindListProps {
  types: readonly NicType[];
  chosen: NicTransportKind;
  /** What the interface is now: it can stay that, whatever has become of the host. */
  own: NicTransportKind | null;
  isChecking: boolean;
  onCheck: () => void;
  onChoose: (kind: NicTransportKind) => void;
}

/** Every kind of the manual; those that this machine cannot have with the reason, and what would help. */
export function KindList(props: KindListProps): ReactNode {
  const { types, isChecking, onCheck } = props;
  const hasRemedies = types.some(({ remedy }) => remedy !== null);
  return (
    <div className={classes['kinds']} role="radiogroup" aria-label="Kind">
      {FAMILIES.map(({ family, label }) => (
        <KindGroup
          key={family}
          {...props}
          label={label}
          types={types.filter((type) => type.family === family)}
        />
      ))}
      {hasRemedies ? (
        <Button
          variant="default"
          size="compact-xs"
          leftSection={<IconRefresh size={13} aria-hidden />}
          loading={isChecking}
          onClick={onCheck}
        >
          Check this host again
        </Button>
      ) : null}
    </div>
  );
}

function KindGroup({ label, types, chosen, own, onChoose }: KindListProps & { label: string }): ReactNode {
  if (types.length === 0) return null;
  return (
    <fieldset className={classes['group']}>
      <legend>{label}</legend>
      {types.map((type) => (
        <KindRow key={type.kind} type={type} chosen={chosen} own={own} onChoose={onChoose} />
      ))}
    </fieldset>
  );
}

type KindRowProps = Pick<KindListProps, 'chosen' | 'own' | 'onChoose'> & { type: NicType };

function KindRow({ type, chosen, own, onChoose }: KindRowProps): ReactNode {
  const { kind, label, description, available, reason, remedy } = type;
  const canBe = isNicKind(kind) && (available || kind === own);
  return (
    <div className={classes['kind']} data-chosen={kind === chosen}>
      <Radio
        name="nic-kind"
        size="xs"
        value={kind}
        label={
          <>
            {label} {kind === 'fabric' ? <Tag tone="good">recommended</Tag> : null}
          </>
        }
        description={description}
        checked={kind === chosen}
        disabled={!canBe}
        {...(kind === chosen ? { 'data-autofocus': true } : {})}
        onChange={() => {
          if (isNicKind(kind)) onChoose(kind);
        }}
      />
      {available ? null : (
        <div className={classes['reason']}>
          {reason}
          {remedy === null ? null : <Remedy remedy={remedy} />}
        </div>
      )}
    </div>
  );
}
