import { Button, Select, Switch } from '@mantine/core';
import { NO_IMPAIRMENT, type Impairment, type LabLink } from '@umlaut/contracts/model';
import { useState, type ReactNode } from 'react';
import { putLink } from '../commands.ts';
import { useLabEditor } from '../lab-editor.ts';
import { ImpairmentFields } from './impairment-fields.tsx';
import { IMPAIRMENT_PRESETS, isAlike, presetOf } from './impairment-presets.ts';
import { useEndNames } from './link-figures.tsx';
import classes from './panel.module.css';
import { Part } from './part.tsx';

/** What a link does to frames: alike in both directions, or each for itself. */
export function ImpairmentPart({ link }: { link: LabLink }): ReactNode {
  const editor = useLabEditor();
  const names = useEndNames(link);
  const [wantsEach, setWantsEach] = useState(false);
  const [one, other] = link.impairments;
  const isEach = wantsEach || !isAlike(link.impairments);
  const put = (impairments: LabLink['impairments']): void => putLink(editor, { ...link, impairments });
  return (
    <Part
      title="Impairment"
      aside={
        <Button
          size="compact-xs"
          variant="default"
          disabled={presetOf(link.impairments) === 'Perfect'}
          onClick={() => put([NO_IMPAIRMENT, NO_IMPAIRMENT])}
        >
          None
        </Button>
      }
    >
      <Select
        size="xs"
        label="Like"
        placeholder="Own values"
        allowDeselect={false}
        data={IMPAIRMENT_PRESETS.map(({ name }) => name)}
        value={presetOf(link.impairments)}
        onChange={(name) => {
          const preset = IMPAIRMENT_PRESETS.find((known) => known.name === name);
          if (preset === undefined) return;
          setWantsEach(false);
          put([...preset.values]);
        }}
      />
      <Switch
        size="xs"
        label="Both directions alike"
        checked={!isEach}
        onChange={(event) => {
          const isOn = event.currentTarget.checked;
          setWantsEach(!isOn);
          if (isOn) put([one, one]);
        }}
      />
      {isEach ? (
        <>
          <Direction
            title={`${names[0]} → ${names[1]}`}
            value={one}
            onChange={(next) => put([next, other])}
          />
          <Direction
            title={`${names[1]} → ${names[0]}`}
            value={other}
            onChange={(next) => put([one, next])}
          />
        </>
      ) : (
        <ImpairmentFields label="Both directions" value={one} onChange={(next) => put([next, next])} />
      )}
    </Part>
  );
}

interface DirectionProps {
  title: string;
  value: Impairment;
  onChange: (value: Impairment) => void;
}

function Direction({ title, value, onChange }: DirectionProps): ReactNode {
  return (
    <div className={classes['card']}>
      <strong className={classes['quiet']}>{title}</strong>
      <ImpairmentFields label={title} value={value} onChange={onChange} />
    </div>
  );
}
