import { Select } from '@mantine/core';
import type { LabFileCheck } from '@umlaut/contracts/http';
import type { ReactNode } from 'react';
import { Notice } from '../../../components/notice.tsx';

export interface ReplacePartProps<Id extends string> {
  part: Pick<LabFileCheck['images'][number], 'key' | 'label' | 'match'>;
  kind: 'image' | 'kernel';
  choices: readonly { id: Id; name: string }[];
  chosen: Id | null;
  onChoose: (id: Id) => void;
}

/** Asks what to take for an image or kernel that this host does not have, or not the same. */
export function ReplacePart<Id extends string>({
  part: { label, match },
  kind,
  choices,
  chosen,
  onChoose,
}: ReplacePartProps<Id>): ReactNode {
  if (match === 'same') return null;
  if (choices.length === 0 && chosen === null) {
    return (
      <Notice tone="bad">
        The file names the {kind} “{label}”, and this host has no {kind} at all: get one on the page{' '}
        {kind === 'image' ? 'Images' : 'Kernels'} first.
      </Notice>
    );
  }
  return (
    <Select
      label={`In place of the ${kind} “${label}”`}
      description={
        match === 'missing'
          ? `This host has none of that ${kind === 'image' ? 'name' : 'version'}.`
          : 'This host has one that is called so, but perhaps not the same one.'
      }
      data={choices.map(({ id, name }) => ({ value: id, label: name }))}
      value={chosen}
      allowDeselect={false}
      onChange={(value) => {
        const found = choices.find(({ id }) => id === value);
        if (found !== undefined) onChoose(found.id);
      }}
    />
  );
}
