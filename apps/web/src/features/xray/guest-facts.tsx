import type { GuestFacts as Facts, GuestMemory } from '@umlaut/contracts/model';
import { memo, type ReactNode } from 'react';
import { formatDuration } from '../../components/format-time.ts';
import { Fact, FactList } from './fact-list.tsx';
import classes from './fact-list.module.css';
import { describeTaint } from './describe-taint.ts';

export interface GuestFactsProps {
  facts: Facts;
  uptimeSeconds: number;
  oomKills: GuestMemory['oomKills'];
}

/** What the guest is. */
export const GuestFacts = memo(function GuestFacts({
  facts,
  uptimeSeconds,
  oomKills,
}: GuestFactsProps): ReactNode {
  const { PRETTY_NAME, NAME } = facts.osRelease;
  return (
    <FactList>
      <Fact term="System">{PRETTY_NAME ?? NAME ?? 'not told'}</Fact>
      <Fact term="Host name">{facts.hostname ?? 'not told'}</Fact>
      <Fact term="Up for">{formatDuration(uptimeSeconds * 1000)}</Fact>
      <Fact term="Kernel" {...(facts.kernelBuild === null ? {} : { hint: facts.kernelBuild })}>
        {facts.kernelRelease ?? 'not told'}
      </Fact>
      <Fact term="Taint">{facts.tainted === null ? 'not told' : describeTaint(facts.tainted)}</Fact>
      <Fact term="OOM kills" hint="Programs that the kernel has ended for want of memory since boot">
        {oomKills === null ? 'not told' : programs(oomKills)}
      </Fact>
      <Fact term="Name servers">
        {facts.nameServers.length === 0 ? 'none' : facts.nameServers.join(', ')}
      </Fact>
      <Fact term="Boot id">
        <span className={classes['code']}>{facts.bootId ?? 'not told'}</span>
      </Fact>
      <Fact term="Command line">
        <span className={classes['code']}>{facts.commandLine ?? 'not told'}</span>
      </Fact>
    </FactList>
  );
});

function programs(count: number): string {
  if (count === 0) return 'none';
  return count === 1 ? '1 program' : `${count} programs`;
}
