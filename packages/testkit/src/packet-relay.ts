import { spawn } from 'node:child_process';
import { access, constants, chmod } from 'node:fs/promises';
import { listening, type ListeningProgram } from './listening-program.ts';

const PERL = '/usr/bin/perl';

/**
 * Two clients of a SOCK_SEQPACKET socket, each message of one to the other. node:net has no such sockets; perl-base is
 * part of every Debian.
 */
const SCRIPT = `
use strict; use Socket; use IO::Select;
socket(my $door, AF_UNIX, SOCK_SEQPACKET, 0) or die $!;
bind($door, sockaddr_un($ARGV[0])) or die $!;
listen($door, 5) or die $!;
my $all = IO::Select->new($door); my %client;
while (1) {
  for my $each ($all->can_read) {
    if ($each == $door) { accept(my $new, $door); $client{$new} = $new; $all->add($new); next; }
    my $length = sysread($each, my $frame, 65536);
    if (!$length) { $all->remove($each); delete $client{$each}; close($each); next; }
    for my $other (values %client) { send($other, $frame, MSG_DONTWAIT | MSG_NOSIGNAL) if $other != $each; }
  }
}`;

/** @returns null where there is no perl */
export async function startPacketRelay(socketPath: string): Promise<ListeningProgram | null> {
  const isThere = await access(PERL, constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!isThere) return null;
  const child = spawn(PERL, ['-e', SCRIPT, socketPath], { stdio: ['ignore', 'ignore', 'inherit'] });
  return listening(child, socketPath, () => chmod(socketPath, 0o666));
}
