import { Select, type SelectProps } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { imageName } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { imagesQuery } from '../live/live-queries.ts';

/** Chooses among the images of this host. */
export function ImageSelect(props: Omit<SelectProps, 'data'>): ReactNode {
  const { data, isPending } = useQuery(imagesQuery);
  const items = data?.items ?? [];
  return (
    <Select
      label="Image"
      allowDeselect={false}
      placeholder={isPending ? 'Loading' : 'No image yet'}
      nothingFoundMessage="No image yet"
      {...props}
      data={items.map((image) => ({
        value: image.id,
        label: image.isDefault ? `${imageName(image, items)} (default)` : imageName(image, items),
        disabled: image.problem !== null,
      }))}
    />
  );
}
