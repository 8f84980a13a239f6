import { describe, expect, it } from 'vitest';
import { CONFIG, SWITCH, ServiceRig, ip, macOf } from '../dhcp/switch-service.fixture.ts';
import { write16 } from '../packet/big-endian.ts';
import { readIpv4 } from '../packet/ipv4.ts';
import { readUdp, udpFrame } from '../packet/udp.ts';

describe('DNS', () => {
  function question(name: string, type: number, flags = 0x0100): Uint8Array {
    const labels = name === '' ? [] : name.split('.');
    const body = labels.flatMap((label) => [label.length, ...new TextEncoder().encode(label)]);
    const bytes = new Uint8Array(12 + body.length + 5);
    bytes.set(body, 12);
    write16(bytes, 0, 4711);
    write16(bytes, 2, flags);
    write16(bytes, 4, 1);
    write16(bytes, bytes.length - 4, type);
    write16(bytes, bytes.length - 2, 1);
    return bytes;
  }

  function ask(rig: ServiceRig, name: string, type = 1, flags?: number) {
    const envelope = {
      sourceMac: macOf(9),
      destinationMac: SWITCH,
      source: ip('10.0.0.99'),
      destination: ip('10.0.0.1'),
      sourcePort: 5353,
      destinationPort: 53,
    };
    const frame = rig.give(udpFrame(envelope, question(name, type, flags)));
    if (frame === null) return null;
    const header = readIpv4(frame, 14, frame.length)!;
    const udp = readUdp(frame, header)!;
    expect(udp).toMatchObject({ sourcePort: 53, destinationPort: 5353 });
    const bytes = frame.subarray(udp.payload, udp.end);
    const answers = bytes[7]!;
    const data = answers === 0 ? null : bytes.subarray(bytes.length - bytes[12 + name.length + 2 + 4 + 11]!);
    return { rcode: bytes[3]! & 15, answers, data };
  }

  function named(): ServiceRig {
    const rig = new ServiceRig({}, [
      { name: 'web', mac: macOf(1) },
      { name: 'down', mac: macOf(8) },
    ]);
    rig.lease(macOf(1), 'liar');
    rig.lease(macOf(2), 'printer');
    rig.lease(macOf(3), 'web');
    return rig;
  }

  it('knows machines and leases, with and without the domain', () => {
    const rig = named();
    for (const name of ['web', 'web.lab', 'WEB.Lab']) {
      expect(ask(rig, name)).toEqual({ rcode: 0, answers: 1, data: Uint8Array.of(10, 0, 0, 2) });
    }
    expect(ask(rig, 'printer.lab')?.data).toEqual(Uint8Array.of(10, 0, 0, 3));
    expect(ask(rig, 'down.lab')).toMatchObject({ rcode: 0, answers: 0 });
  });

  it('says no name in its own domain, refuses others, has no IPv6', () => {
    const rig = named();
    expect(ask(rig, 'nobody.lab')).toMatchObject({ rcode: 3, answers: 0 });
    expect(ask(rig, 'a.web.lab')).toMatchObject({ rcode: 3 });
    expect(ask(rig, 'lab')).toMatchObject({ rcode: 0, answers: 0 });
    expect(ask(rig, 'example.org')).toMatchObject({ rcode: 5 });
    expect(ask(rig, 'nobody')).toMatchObject({ rcode: 5 });
    expect(ask(rig, '')).toMatchObject({ rcode: 5 });
    expect(ask(rig, 'web.lab', 28)).toMatchObject({ rcode: 0, answers: 0 });
    expect(ask(rig, 'web.lab', 15)).toMatchObject({ rcode: 0, answers: 0 });
    expect(ask(rig, 'web.lab', 1, 0x2800)).toMatchObject({ rcode: 4 });
    expect(ask(rig, 'web.lab', 1, 0x8000)).toBeNull();
  });

  it('finds the name of an address', () => {
    const rig = named();
    const name = (label: string) =>
      new Uint8Array([label.length, ...new TextEncoder().encode(label), 3, 0x6c, 0x61, 0x62, 0]);
    expect(ask(rig, '2.0.0.10.in-addr.arpa', 12)?.data).toEqual(name('web'));
    expect(ask(rig, '3.0.0.10.in-addr.arpa', 12)?.data).toEqual(name('printer'));
    expect(ask(rig, '77.0.0.10.in-addr.arpa', 12)?.rcode).toBe(3);
    expect(ask(rig, '1.1.1.1.in-addr.arpa', 12)?.rcode).toBe(5);
  });

  it('is silent when it is switched off, and changes live', () => {
    const rig = named();
    rig.service.update({ ...CONFIG, dns: false }, []);
    expect(ask(rig, 'web.lab')).toBeNull();
    rig.service.update(CONFIG, [{ name: 'shop', mac: macOf(1) }]);
    expect(ask(rig, 'shop.lab')?.data).toEqual(Uint8Array.of(10, 0, 0, 2));
  });
});
