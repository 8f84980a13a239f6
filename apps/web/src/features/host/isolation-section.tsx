import type { Isolation } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { IconShield } from '../../components/icons.ts';
import classes from './host.module.css';
import { Remedy } from '../../components/remedy.tsx';

const WORDS: Readonly<Record<Isolation['kind'], string>> = {
  bubblewrap:
    'Each machine runs in a sandbox of its own (bubblewrap): it sees its kernel, its disks and its share folder, no other file of the host, has no capabilities and can gain none.',
  plain:
    'Machines run as ordinary processes without a sandbox. Whoever is root in a guest can read what the account below can read on this host.',
};

/** What stands between a guest and the host, in words. */
export function IsolationSection({ isolation }: { isolation: Isolation }): ReactNode {
  const { kind, user, limitation, remedy } = isolation;
  return (
    <section className={classes['section']} aria-labelledby="isolation-title">
      <h2 id="isolation-title" className={classes['sectionTitle']}>
        Isolation of machines
      </h2>
      <div className={classes['isolation']} data-kind={kind}>
        <IconShield size={18} stroke={1.7} aria-hidden />
        <div className={classes['checkText']}>
          <span className={classes['checkLabel']}>
            {kind === 'bubblewrap' ? 'Sandboxed' : 'Not sandboxed'}
          </span>
          <span className={classes['dim']}>
            {WORDS[kind]} They run as the account <span className="u-mono">{user}</span>.
          </span>
          {limitation === null ? null : <span>{limitation}</span>}
          {remedy === null ? null : <Remedy remedy={remedy} />}
        </div>
      </div>
    </section>
  );
}
