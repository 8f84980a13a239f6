import { NumberInput, Select, Switch, TextInput, UnstyledButton } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { IconChevronDown, IconChevronRight } from '../../components/icons.ts';
import classes from './nic-dialog.module.css';
import type { NicDraft, NicDraftErrors } from './nic-draft.ts';
import { TUNING_FIELDS, shownFields, type NicField } from './nic-fields.ts';

export interface OptionFieldsProps {
  draft: NicDraft;
  errors: NicDraftErrors;
  onChange: (draft: NicDraft) => void;
}

/** The options of a kind as its table says; what only tunes it is folded away. */
export function OptionFields({ draft, errors, onChange }: OptionFieldsProps): ReactNode {
  const { kind, options, tuning } = draft;
  const fields = shownFields(kind, options);
  return (
    <>
      {fields.length === 0 ? null : (
        <div className={classes['grid']}>
          {fields.map(([name, field]) => (
            <OptionField
              key={name}
              name={name}
              field={field}
              value={options[name] ?? ''}
              error={errors[`options.${name}`]}
              onChange={(value) => onChange({ ...draft, options: { ...options, [name]: value } })}
            />
          ))}
        </div>
      )}
      {tuning === null ? null : <Tuning draft={draft} errors={errors} onChange={onChange} />}
    </>
  );
}

function Tuning({ draft, errors, onChange }: OptionFieldsProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const hasError = Object.keys(errors).some((key) => key.startsWith('tuning.'));
  const isShown = isOpen || hasError;
  const Glyph = isShown ? IconChevronDown : IconChevronRight;
  return (
    <div>
      <UnstyledButton
        className={classes['fold'] ?? ''}
        aria-expanded={isShown}
        onClick={() => setOpen(!isShown)}
      >
        <Glyph size={15} aria-hidden /> Tuning
      </UnstyledButton>
      {isShown ? (
        <div className={classes['grid']}>
          {Object.entries<NicField>(TUNING_FIELDS).map(([name, field]) => (
            <OptionField
              key={name}
              name={name}
              field={field}
              value={draft.tuning?.[name] ?? ''}
              error={errors[`tuning.${name}`]}
              onChange={(value) => onChange({ ...draft, tuning: { ...draft.tuning, [name]: value } })}
            />
          ))}
        </div>
      ) : null}
    </div>
  );
}

interface OptionFieldProps {
  name: string;
  field: NicField;
  value: string | number | boolean;
  error: string | undefined;
  onChange: (value: string | number | boolean) => void;
}

function OptionField({ name, field, value, error, onChange }: OptionFieldProps): ReactNode {
  const manual = field.manual === undefined ? name : field.manual;
  const words = {
    label: (
      <>
        {field.label}
        {manual === null ? null : <code className={classes['manual']}>{manual}</code>}
      </>
    ),
    ...(field.help === undefined ? {} : { description: field.help }),
    error,
  };
  switch (field.input) {
    case 'switch':
      return (
        <Switch
          className={classes['switch'] ?? ''}
          size="xs"
          {...words}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...words}
          inputWrapperOrder={ORDER}
          placeholder={field.placeholder}
          min={field.min}
          max={field.max}
          clampBehavior="none"
          allowDecimal={false}
          allowNegative={false}
          value={typeof value === 'boolean' ? '' : value}
          onChange={onChange}
        />
      );
    case 'choice':
      return (
        <Select
          className={classes['wide'] ?? ''}
          {...words}
          inputWrapperOrder={ORDER}
          allowDeselect={false}
          data={Object.entries(field.choices).map(([choice, label]) => ({ value: choice, label }))}
          value={String(value)}
          onChange={(choice) => onChange(choice ?? value)}
        />
      );
    case 'text':
      return (
        <TextInput
          {...words}
          inputWrapperOrder={ORDER}
          placeholder={field.placeholder}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          value={String(value)}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}

/** Help below the box: boxes side by side stay in line. */
const ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error'];
