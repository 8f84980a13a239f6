import { hostPortWords, type ForwardState, type HostPort, type LabNodeId } from '@umlaut/contracts/model';

export type Refusal = Pick<ForwardState, 'problem' | 'hint' | 'takenBy'> & {
  status: 'taken' | 'privileged' | 'failed';
};

/** @param takenBy an uplink; null: a program that is not ours */
export function takenPort(port: HostPort, takenBy: LabNodeId | null): Refusal {
  const kind = port.protocol === 'tcp' ? 't' : 'u';
  return takenBy === null
    ? {
        status: 'taken',
        problem: `Another program has ${hostPortWords(port)} of this host.`,
        hint: `End it, or choose another port of the host. Which one it is: \`ss -l${kind}np 'sport = :${port.hostPort}'\``,
        takenBy,
      }
    : {
        status: 'taken',
        problem: `Another uplink has ${hostPortWords(port)} of this host.`,
        hint: 'Choose another port of the host, or take that forward away.',
        takenBy,
      };
}

/** Why a port could not be opened, from the error's code. */
export function refusalOf(port: HostPort, code: string): Refusal {
  if (code === 'EADDRINUSE') return takenPort(port, null);
  if (code === 'EACCES' || code === 'EPERM') return privilegedPort(port);
  return {
    status: 'failed',
    problem: `${hostPortWords(port)} of this host cannot be opened: ${code}.`,
    hint: 'It is tried again by itself.',
    takenBy: null,
  };
}

export function privilegedPort(port: HostPort): Refusal {
  return {
    status: 'privileged',
    problem: `${hostPortWords(port)} of this host needs privileges that Umlaut has not.`,
    hint: `Choose a port from 1024 on, or open low ports to all: \`sysctl -w net.ipv4.ip_unprivileged_port_start=${port.hostPort}\``,
    takenBy: null,
  };
}
