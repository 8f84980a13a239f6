import { ActionIcon, Autocomplete, Button, Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { IconPlus, IconX } from '../../components/icons.ts';
import { ProblemNote } from '../../components/problem-note.tsx';
import classes from './controls.module.css';
import type { DeviceForm } from './device-forms.ts';
import { VECTOR_TRANSPORTS, vectorOptionNames } from './vector-transports.ts';

type VectorValues = DeviceForm['vec'];

export interface VectorFieldsProps {
  value: VectorValues;
  problems: Readonly<Record<string, string>>;
  onChange: (value: VectorValues) => void;
}

/** A network interface of the vector driver: its transport, and options as rows of key and value. */
export function VectorFields({ value, problems, onChange }: VectorFieldsProps): ReactNode {
  const { transport, options } = value;
  const known = VECTOR_TRANSPORTS.find(({ name }) => name === transport);
  const setOption = (index: number, changes: Partial<(typeof options)[number]>): void => {
    onChange({
      ...value,
      options: options.map((option, at) => (at === index ? { ...option, ...changes } : option)),
    });
  };
  return (
    <>
      <Select
        label="Transport"
        description={known === undefined ? null : `Needs: ${known.needs}`}
        allowDeselect={false}
        data={VECTOR_TRANSPORTS.map(({ name, what }) => ({ value: name, label: `${name}: ${what}` }))}
        value={transport}
        onChange={(picked) => {
          const chosen = VECTOR_TRANSPORTS.find(({ name }) => name === picked);
          if (chosen === undefined) return;
          onChange({
            transport: chosen.name,
            options: chosen.wanted.map((key) => ({
              key,
              value: options.find((option) => option.key === key)?.value ?? '',
            })),
          });
        }}
      />
      <fieldset className={classes['options']}>
        <legend>Options</legend>
        {options.map((option, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- rows have no other identity, keys may repeat
          <div key={index} className={classes['option']}>
            <Autocomplete
              size="xs"
              aria-label={`Option ${index + 1}`}
              placeholder="option"
              data={vectorOptionNames(transport)}
              value={option.key}
              spellCheck={false}
              onChange={(key) => {
                setOption(index, { key });
              }}
            />
            <TextInput
              size="xs"
              aria-label={`Value of ${option.key === '' ? `option ${index + 1}` : option.key}`}
              placeholder="value"
              spellCheck={false}
              autoComplete="off"
              value={option.value}
              onChange={(event) => {
                setOption(index, { value: event.currentTarget.value });
              }}
            />
            <ActionIcon
              aria-label={`Remove ${option.key === '' ? `option ${index + 1}` : option.key}`}
              onClick={() => {
                onChange({ ...value, options: options.filter((_, at) => at !== index) });
              }}
            >
              <IconX size={14} aria-hidden />
            </ActionIcon>
            {problems[`options.${index}`] === undefined ? null : (
              <ProblemNote>{problems[`options.${index}`]}</ProblemNote>
            )}
          </div>
        ))}
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          leftSection={<IconPlus size={13} aria-hidden />}
          onClick={() => {
            onChange({ ...value, options: [...options, { key: '', value: '' }] });
          }}
        >
          Add an option
        </Button>
      </fieldset>
    </>
  );
}
