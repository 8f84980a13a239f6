import { isIP } from 'node:net';
import type { IncomingHttpHeaders } from 'node:http';
import { UmlautError } from '@umlaut/contracts/errors';

const WILDCARDS = new Set(['0.0.0.0', '::']);

/**
 * Refuses requests that a foreign page makes.
 *
 * - `Host` must be a name that this server answers to, or a page could point its own name at 127.0.0.1 (DNS
 *   rebinding) and become same-origin: loopback names, the bound address, configured names. Bound to a
 *   wildcard, any address literal is fine, too: a literal cannot be rebound.
 * - `Origin`, where there is one, must be that same host and port, or a configured name.
 */
export class OriginPolicy {
  readonly #bound: string;
  readonly #allowed: ReadonlySet<string>;

  constructor(options: { boundHost: string; allowedHosts: readonly string[] }) {
    this.#bound = options.boundHost.toLowerCase();
    this.#allowed = new Set(options.allowedHosts);
  }

  /** @throws FOREIGN_ORIGIN */
  check(headers: IncomingHttpHeaders): void {
    const host = parseAuthority(headers.host);
    if (host === null || !this.#isOurs(host.name)) {
      throw new UmlautError('FOREIGN_ORIGIN', 'This server does not answer to that name.', {
        field: 'host',
        hint: 'List the name in UMLAUT_ALLOWED_HOSTS when it is yours.',
      });
    }
    if (headers.origin === undefined) return;
    const origin = parseOrigin(headers.origin);
    const isSame = origin !== null && origin.authority === host.authority;
    if (!isSame && !(origin !== null && this.#allowed.has(origin.name))) {
      throw new UmlautError('FOREIGN_ORIGIN', 'Another web site made this request.', {
        field: 'origin',
        hint: 'List its host in UMLAUT_ALLOWED_HOSTS when it is yours.',
      });
    }
  }

  #isOurs(name: string): boolean {
    if (name === 'localhost' || name.endsWith('.localhost')) return true;
    if (name === '::1' || (isIP(name) === 4 && name.startsWith('127.'))) return true;
    if (name === this.#bound || this.#allowed.has(name)) return true;
    return WILDCARDS.has(this.#bound) && isIP(name) !== 0;
  }
}

interface Authority {
  /** Host without port and brackets, lower case. */
  name: string;
  /** Host and port as a browser writes them. */
  authority: string;
}

function parseAuthority(host: string | undefined): Authority | null {
  if (host === undefined || !/^[a-z0-9.:[\]_-]{1,260}$/i.test(host)) return null;
  const url = URL.parse(`http://${host}/`);
  return url === null || url.pathname !== '/' ? null : fromUrl(url);
}

function parseOrigin(origin: string): Authority | null {
  const url = URL.parse(origin);
  return url === null || (url.protocol !== 'http:' && url.protocol !== 'https:') ? null : fromUrl(url);
}

function fromUrl(url: URL): Authority {
  return { name: url.hostname.replace(/^\[|\]$/g, '').toLowerCase(), authority: url.host.toLowerCase() };
}
