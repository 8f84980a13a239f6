import { UmlautError } from '@umlaut/contracts/errors';

/**
 * Request lines of the mconsole commands, validated: the kernel matches commands by prefix and reads the
 * rest as it comes, so nothing doubtful may reach it. arch/um/drivers/mconsole_kern.c.
 *
 * Each function throws INVALID_INPUT with the parameter's name as `field`.
 */
const UBD = /^ubd(?:[0-9]|1[0-5]|[a-p])$/;
const UBD_WITH_FLAGS = /^ubd(?:[0-9]|1[0-5]|[a-p])[rscdt]{0,5}$/;
const LINE = /^(?:con(?:[0-9]|1[0-5])|ssl(?:[0-9]|[1-5][0-9]|6[0-3]))$/;
const NETWORK = /^(?:vec|eth)[0-9]{1,3}$/;
const VECTOR = /^vec[0-9]{1,3}$/;
const VIRTUAL_BUS = /^(?:virtio_uml|vfio_uml)\.device$/;
// oxlint-disable-next-line no-control-regex -- control characters are what this looks for
const CONTROL_CHARACTER = /[\u0000-\u001f\u007f]/;

const DEVICE_HINT =
  'A device is ubd0-15 or ubda-p, con0-15, ssl0-63, vecN, ethN, mem, virtio_uml.device or vfio_uml.device';

/** `config DEVICE`: asks for a device's configuration; only ubd, con, ssl and mem have one to give. */
export function configQueryLine(device: string): string {
  if (!UBD.test(device) && !LINE.test(device) && device !== 'mem') {
    throw invalid(
      'device',
      `"${printable(device)}" is not a device that can be queried`,
      'Query ubdN, conN, sslN or mem',
    );
  }
  return `config ${device}`;
}

/**
 * `config DEVICE=VALUE`, or `config vecN:VALUE`.
 * @param value as on UML's command line, e.g. `/disks/a.cow,/images/b` or `transport=tap,ifname=tap0`
 */
export function configureLine(device: string, value: string): string {
  const known =
    UBD_WITH_FLAGS.test(device) ||
    LINE.test(device) ||
    NETWORK.test(device) ||
    VIRTUAL_BUS.test(device) ||
    device === 'mem';
  if (!known) throw invalid('device', `"${printable(device)}" is not a device of UML`, DEVICE_HINT);
  requireText('value', value);
  if (device === 'mem' && !/^[+-][0-9]+[kKmMgG]?$/.test(value)) {
    throw invalid('value', 'A memory change is + or - and a size', 'For example -64M');
  }
  return `config ${device}${VECTOR.test(device) ? ':' : '='}${value}`;
}

/** `remove DEVICE`: unplugs it; it must not be open in the guest. */
export function removeLine(device: string): string {
  if (!UBD.test(device) && !LINE.test(device) && !NETWORK.test(device)) {
    throw invalid(
      'device',
      `"${printable(device)}" is not a device that can be removed`,
      'Remove ubdN, conN, sslN, vecN or ethN',
    );
  }
  return `remove ${device}`;
}

/** `sysrq KEY`; Documentation/admin-guide/sysrq.rst lists the keys. Some kernels die of some: hazards.ts. */
export function sysrqLine(key: string): string {
  if (!/^[0-9a-zA-Z]$/.test(key)) throw invalid('key', 'A sysrq key is one letter or digit');
  return `sysrq ${key}`;
}

/** `log TEXT`: one line in the guest's kernel log, level warning. The newline makes it appear at once. */
export function logLine(text: string): string {
  requireText('text', text);
  return `log ${text}\n`;
}

/**
 * `proc PATH`: reads `/proc/PATH` in the guest.
 * @param path relative, e.g. `meminfo`; the kernel refuses `..`
 */
export function procLine(path: string): string {
  requireText('path', path);
  if (path.startsWith('/') || path.split('/').includes('..')) {
    throw invalid('path', 'A path below /proc neither starts with "/" nor contains ".."');
  }
  return `proc ${path}`;
}

/** `stack PID`: that guest process's kernel stack. */
export function stackLine(pid: number): string {
  if (!Number.isSafeInteger(pid) || pid < 1 || pid > 0x7fffffff) {
    throw invalid('pid', 'A process number is a whole number from 1');
  }
  return `stack ${pid}`;
}

function requireText(field: string, text: string): void {
  if (text.trim() === '') throw invalid(field, `The ${field} is empty`);
  if (CONTROL_CHARACTER.test(text)) {
    throw invalid(field, `The ${field} contains a line break or another control character`);
  }
}

function invalid(field: string, message: string, hint?: string): UmlautError {
  return new UmlautError('INVALID_INPUT', message, { field, ...(hint === undefined ? {} : { hint }) });
}

function printable(text: string): string {
  return JSON.stringify(text.slice(0, 40)).slice(1, -1);
}
