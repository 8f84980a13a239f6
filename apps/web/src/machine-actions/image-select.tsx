import { Select, type SelectProps } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Image } from '@umlaut/contracts/model';
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
        label: image.isDefault ? `${nameOf(image, items)} (default)` : nameOf(image, items),
        disabled: image.problem !== null,
      }))}
    />
  );
}

/** Labels may repeat, for example after the starter image was built anew; then the id tells them apart. */
function nameOf(image: Image, all: readonly Image[]): string {
  const repeats = all.filter(({ label }) => label === image.label).length > 1;
  return repeats && image.label !== image.id ? `${image.label}, ${image.id}` : image.label;
}
