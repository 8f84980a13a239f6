import { Button, Menu } from '@mantine/core';
import type { ConsoleFormat, ConsoleName, MachineId } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { IconChevronDown, IconDownload } from '../../components/icons.ts';
import { downloadPath } from './history-links.ts';
import classes from './history.module.css';

const FORMATS: readonly { format: ConsoleFormat; label: string; note: string }[] = [
  { format: 'text', label: 'Text', note: 'What one reads, without colours' },
  { format: 'ansi', label: 'ANSI', note: 'Every byte as it came' },
  { format: 'asciicast', label: 'asciicast v2', note: 'For asciinema, with its times' },
];

/** The whole history of a console as a file. */
export function DownloadMenu({ id, console }: { id: MachineId; console: ConsoleName }): ReactNode {
  return (
    <Menu position="bottom-end" width={232} shadow="md">
      <Menu.Target>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconDownload size={14} aria-hidden />}
          rightSection={<IconChevronDown size={13} aria-hidden />}
        >
          Download
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {FORMATS.map(({ format, label, note }) => (
          <Menu.Item key={format} component="a" href={downloadPath(id, console, format)} download>
            {label}
            <span className={classes['note']}>{note}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
