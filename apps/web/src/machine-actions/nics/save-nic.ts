import type { Machine, NicConfig, NicTransport } from '@umlaut/contracts/model';
import { api } from '../../lib/api-client.ts';
import { liveCache } from '../../live/live.ts';

export interface WantedNic {
  transport: NicTransport;
  /** Of a new one; undefined: the server chooses. */
  number: number | undefined;
  mac: string | undefined;
}

/** Adds an interface, or makes one that is there another. */
export async function saveNic(machine: Machine, nic: NicConfig | null, wanted: WantedNic): Promise<void> {
  const { transport, number, mac } = wanted;
  const { id } = machine;
  liveCache.putMachine(
    nic === null
      ? await api.nics.add({
          id,
          transport,
          ...(number === undefined ? {} : { number }),
          ...(mac === undefined ? {} : { mac }),
        })
      : await api.nics.update({ id, number: nic.number, transport }),
  );
}
