import { isIP } from 'node:net';
import { UmlautError } from '@umlaut/contracts/errors';

/**
 * `v6` tells getaddrinfo(3) the family of both ends (user_init_socket_fds() in arch/um/drivers/vector_user.c), so an
 * address of the other one would only fail when the guest brings the interface up.
 * @throws UmlautError INVALID_INPUT with `field`
 */
export function assertFamily(
  { src, dst, v6 }: { src: string; dst: string; v6: boolean },
  field: string,
): void {
  for (const [key, address] of Object.entries({ src, dst })) {
    if (isIP(address) === (v6 ? 6 : 4)) continue;
    throw new UmlautError('INVALID_INPUT', `${key} is no ${v6 ? 'IPv6' : 'IPv4'} address`, {
      field: `${field}.${key}`,
      hint: `v6 is ${v6 ? 'on' : 'off'}: it says of which kind both addresses are.`,
    });
  }
}
