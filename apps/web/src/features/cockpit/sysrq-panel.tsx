import type { Icon } from '@tabler/icons-react';
import type { MconsoleAbilities, SysrqKey } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import type { Access } from './access.ts';
import { IconAdjustments, IconAlertOctagon, IconEye } from './cockpit-icons.ts';
import { LosslessSwitch } from './lossless-switch.tsx';
import { SysrqLevels } from './sysrq-levels.tsx';
import { SysrqTile } from './sysrq-tile.tsx';
import classes from './sysrq.module.css';
import type { Sender } from './use-send.ts';

const GROUPS: readonly { danger: SysrqKey['danger']; title: string; what: string; icon: Icon }[] = [
  { danger: 'report', title: 'Reports', what: 'only print', icon: IconEye },
  { danger: 'changes', title: 'Changes', what: 'alter the running guest', icon: IconAdjustments },
  { danger: 'destroys', title: 'Destroys', what: 'ends programs or the guest', icon: IconAlertOctagon },
];
const LEVEL = /^\d$/;

export interface SysrqPanelProps {
  abilities: MconsoleAbilities;
  access: Access;
  sender: Sender;
}

/** Magic SysRq as keys, by what they do to the guest. */
export function SysrqPanel({ abilities, access, sender }: SysrqPanelProps): ReactNode {
  const keys = abilities.sysrq.filter(({ key }) => !LEVEL.test(key));
  const levels = abilities.sysrq.filter(({ key }) => LEVEL.test(key));
  return (
    <>
      <LosslessSwitch paused={access === 'paused'} stuck={sender.stuck} />
      {GROUPS.map(({ danger, title, what, icon: Glyph }) => {
        const group = keys.filter((key) => key.danger === danger);
        if (group.length === 0 && danger !== 'changes') return null;
        return (
          <section key={danger} aria-labelledby={`sysrq-${danger}`} data-danger={danger}>
            <header className={classes['group']} data-danger={danger}>
              <Glyph size={15} stroke={1.8} aria-hidden />
              <h2 id={`sysrq-${danger}`}>{title}</h2>
              <span>{what}</span>
            </header>
            <ul className={classes['tiles']}>
              {group.map((key) => (
                <li key={key.key}>
                  <SysrqTile sysrq={key} sender={sender} />
                </li>
              ))}
            </ul>
            {danger === 'changes' ? <SysrqLevels levels={levels} sender={sender} /> : null}
          </section>
        );
      })}
    </>
  );
}
