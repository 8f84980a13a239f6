import { Tooltip, UnstyledButton } from '@mantine/core';
import type { SysrqKey } from '@umlaut/contracts/model';
import { useId, type ReactNode } from 'react';
import classes from './sysrq.module.css';
import type { Sender } from './use-send.ts';

/** How much of what the kernel prints reaches its console: keys 0 to 9. */
export function SysrqLevels({ levels, sender }: { levels: readonly SysrqKey[]; sender: Sender }): ReactNode {
  const id = useId();
  if (levels.length === 0) return null;
  return (
    <fieldset className={classes['levels']} aria-describedby={id}>
      <legend>Console log level</legend>
      <div className={classes['levelKeys']}>
        {levels.map(({ key, label, effect, blocked }) => (
          <Tooltip
            key={key}
            label={effect}
            multiline
            w={240}
            events={{ hover: true, focus: true, touch: false }}
          >
            <UnstyledButton
              className={classes['levelKey']}
              aria-label={`${label}: ${blocked ?? effect}`}
              aria-disabled={blocked !== null}
              onClick={() => {
                if (blocked === null) sender.send(`sysrq ${key}`);
              }}
            >
              {key}
            </UnstyledButton>
          </Tooltip>
        ))}
      </div>
      <p id={id}>What is less urgent than the level stays off the console. Below 5, reports come empty.</p>
    </fieldset>
  );
}
