import { Input, SegmentedControl } from '@mantine/core';
import { useId, type ReactNode } from 'react';

export interface SettingChoiceProps<T extends string> {
  label: string;
  value: T;
  onChange: (value: T) => void;
  data: readonly { value: T; label: string }[];
}

/** One of a few, all of them in sight. */
export function SettingChoice<T extends string>(props: SettingChoiceProps<T>): ReactNode {
  const id = useId();
  return (
    <div>
      <Input.Label id={id} labelElement="div">
        {props.label}
      </Input.Label>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-labelledby={id}
        value={props.value}
        onChange={props.onChange}
        data={[...props.data]}
      />
    </div>
  );
}
