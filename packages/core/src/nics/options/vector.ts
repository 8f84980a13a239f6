import { UmlautError } from '@umlaut/contracts/errors';
import type { NicTransport } from '@umlaut/contracts/model';
import type { LaunchOther } from '@umlaut/contracts/monitor';
import { greOptions } from './gre.ts';
import { l2tpv3Options } from './l2tpv3.ts';
import { optionPairs, plainPath } from './option-value.ts';
import { tuningOptions } from './tuning.ts';

export type VectorTransport = Extract<NicTransport, { tuning: unknown }>;
type Options = Record<string, string | number | boolean | null>;

/**
 * `vecN:transport=...`, arch/um/drivers/vector_kern.c and vector_user.c. The kernel stops at 20 pairs without a word
 * and without a check; no transport has that many.
 * @throws UmlautError INVALID_INPUT with `field`
 */
export function vectorOption(nic: LaunchOther, transport: VectorTransport, field: string): string {
  const place = `${field}.transport`;
  const { bpffile } = transport.tuning;
  if (bpffile !== null) plainPath(bpffile, `${place}.tuning.bpffile`);
  const pairs = optionPairs(
    { transport: transport.kind, ...ownOptions(nic, transport, place), ...tuningOptions(transport.tuning) },
    place,
  );
  return `vec${nic.number}:${pairs},${optionPairs({ mac: nic.mac }, field)}`;
}

function ownOptions({ ifname }: LaunchOther, transport: VectorTransport, field: string): Options {
  switch (transport.kind) {
    case 'tap':
    case 'raw':
      return { ifname: hostInterface(transport.ifname ?? ifname, field) };
    case 'hybrid':
      return { ifname: hostInterface(ifname, field) };
    case 'gre':
      return greOptions(transport, field);
    case 'l2tpv3':
      return l2tpv3Options(transport, field);
    case 'bess':
      return { dst: plainPath(transport.dst, `${field}.dst`) };
    case 'vde':
      return {
        vnl: locator(transport.vnl, `${field}.vnl`),
        port: transport.port,
        descr: transport.descr ?? null,
        mode: transport.mode ?? null,
        group: transport.group ?? null,
      };
  }
}

/** A tap without a name would get a random one, and the others fail when the guest brings them up. */
function hostInterface(name: string | undefined, field: string): string {
  if (name !== undefined && /^[A-Za-z0-9_.-]{1,15}$/.test(name)) return name;
  throw new UmlautError('INVALID_INPUT', 'It needs an interface of the host', { field: `${field}.ifname` });
}

/** A locator that is a path is that of a switch's folder. */
function locator(vnl: string, field: string): string {
  return vnl.startsWith('/') ? plainPath(vnl, field) : vnl;
}
