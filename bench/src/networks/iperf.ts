import type { NetworkGuest } from '@umlaut/testkit';
import { shareProgram } from './guest-programs.ts';

const IPERF = '/usr/bin/iperf3';

/** iperf3 of this host in two guests, the second one listening. */
export interface GuestIperf {
  /** TCP from the first guest to an address of the second for so long. @returns what has arrived, Mbit/s */
  measure(address: string, seconds: number): Promise<number>;
}

export async function startIperf(guests: readonly [NetworkGuest, NetworkGuest]): Promise<GuestIperf> {
  const [client, server] = await Promise.all(
    guests.map(async ({ machine }) => shareProgram(IPERF, machine.spec.shareDir)),
  );
  await guests[1].run(
    `(${server} -s >/dev/null 2>&1 &) ; until netstat -ltn | grep -q :5201; do sleep 0.1; done`,
  );
  return {
    measure: async (address, seconds) => {
      const text = await guests[0].run(`${client} -c ${address} -t ${seconds} -f m`);
      const match = /([\d.]+) Mbits\/sec\s+receiver/.exec(text);
      if (match === null) throw new Error(`iperf3 to ${address}: ${text}`);
      return Number(match[1]);
    },
  };
}
