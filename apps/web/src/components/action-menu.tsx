import { ActionIcon, Menu } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { Fragment, useRef, type ReactNode } from 'react';
import { IconDots } from './icons.ts';

interface ActionMenuItem {
  label: string;
  icon: Icon;
  /** Red, and apart from what comes before. */
  danger?: boolean;
  disabled?: boolean;
  onSelect: () => void;
}

export interface ActionMenuProps {
  /** Names the button: "Actions of web-1". */
  label: string;
  items: readonly ActionMenuItem[];
  /** A remark below the items. */
  note?: string;
}

/** Three dots with everything that can be done to one thing. */
export function ActionMenu({ label, items, note }: ActionMenuProps): ReactNode {
  const button = useRef<HTMLButtonElement>(null);
  const select = (item: ActionMenuItem): void => {
    // The item is about to vanish: a dialog that it opens gives the focus back to the button instead.
    button.current?.focus();
    item.onSelect();
  };
  return (
    <Menu position="bottom-end" width={188} shadow="md">
      <Menu.Target>
        <ActionIcon ref={button} aria-label={label}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {items.map((item, index) => {
          const Glyph = item.icon;
          const apart = item.danger === true && index > 0 && items[index - 1]?.danger !== true;
          return (
            <Fragment key={item.label}>
              {apart ? <Menu.Divider /> : null}
              <Menu.Item
                {...(item.danger === true ? { c: 'var(--u-bad)' } : {})}
                disabled={item.disabled ?? false}
                leftSection={<Glyph size={15} stroke={1.8} aria-hidden />}
                onClick={() => {
                  select(item);
                }}
              >
                {item.label}
              </Menu.Item>
            </Fragment>
          );
        })}
        {note === undefined ? null : <Menu.Label>{note}</Menu.Label>}
      </Menu.Dropdown>
    </Menu>
  );
}
