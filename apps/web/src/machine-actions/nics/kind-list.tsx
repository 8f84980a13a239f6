import { Button, Radio } from '@mantine/core';
import type { NicTransportKind, NicType } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { IconRefresh } from '../../components/icons.ts';
import { Remedy } from '../../components/remedy.tsx';
import { Tag } from '../../components/tag.tsx';
import classes from './nic-dialog.module.css';
import { isNicKind } from './nic-fields.ts';

const FAMILIES: readonly { family: NicType['family']; label: string }[] = [
  { family: 'fabric', label: "Umlaut's network" },
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
  const rowsOf = (some: readonly NicType[]): ReactNode =>
    some.map((type) => (
      <KindRow
        key={type.kind}
        type={type}
        isChosen={type.kind === chosen}
        isBarred={!type.available && type.kind !== own}
        onChoose={onChoose}
      />
    ));
  return (
    <fieldset className={classes['group']}>
      <legend>{label}</legend>
      {rowsOf(types.filter(({ available }) => available))}
      {byReason(types).map((barred) => (
        <div key={barred[0]?.kind} className={classes['barred']}>
          {rowsOf(barred)}
          <Why type={barred[0]} />
        </div>
      ))}
    </fieldset>
  );
}

/** Those that cannot be had: one reason is often that of many. */
function byReason(types: readonly NicType[]): NicType[][] {
  const reasons = new Map<string, NicType[]>();
  for (const type of types) {
    if (type.available) continue;
    const key = `${type.reason} ${type.remedy}`;
    reasons.set(key, [...(reasons.get(key) ?? []), type]);
  }
  return [...reasons.values()];
}

function Why({ type }: { type: NicType | undefined }): ReactNode {
  if (type === undefined) return null;
  return (
    <div className={classes['reason']}>
      {type.reason}
      {type.remedy === null ? null : <Remedy remedy={type.remedy} />}
    </div>
  );
}

interface KindRowProps {
  type: NicType;
  isChosen: boolean;
  isBarred: boolean;
  onChoose: (kind: NicTransportKind) => void;
}

function KindRow({
  type: { kind, label, description },
  isChosen,
  isBarred,
  onChoose,
}: KindRowProps): ReactNode {
  return (
    <div className={classes['kind']} data-chosen={isChosen}>
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
        checked={isChosen}
        disabled={isBarred || !isNicKind(kind)}
        {...(isChosen ? { 'data-autofocus': true } : {})}
        onChange={() => {
          if (isNicKind(kind)) onChoose(kind);
        }}
      />
    </div>
  );
}
