import { Text } from '@mantine/core';
import type { LabFileCheck } from '@umlaut/contracts/http';
import type { ReactNode } from 'react';
import classes from './lab-file.module.css';

export interface PlannedMachinesProps {
  machines: LabFileCheck['machines'];
  /** Of the image that is taken for one of the file. */
  imageLabel: (key: string) => string | null;
}

/** The machines that will be made, as they will be called. */
export function PlannedMachines({ machines, imageLabel }: PlannedMachinesProps): ReactNode {
  const { length } = machines;
  if (length === 0) return <Text size="sm">There are no machines in it.</Text>;
  return (
    <section aria-labelledby="planned-machines">
      <h3 id="planned-machines" className={classes['heading']}>
        {length === 1 ? 'This machine is made' : `These ${length} machines are made`}
      </h3>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so it must take focus */}
      <ul className={classes['machines']} tabIndex={0} aria-label="Machines">
        {machines.map(({ key, name, image, memoryMiB, nicCount }) => (
          <li key={key}>
            <span className={classes['name']}>{name}</span>
            <span className={classes['facts']}>
              {[
                (image === null ? null : imageLabel(image)) ?? 'default image',
                `${memoryMiB} MiB`,
                nicCount === 1 ? '1 interface' : `${nicCount} interfaces`,
              ].join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      <Text size="xs" c="dimmed" mt={6}>
        Their disks begin as the image is: what was on disks is not in the file.
      </Text>
    </section>
  );
}
