import { expect, it } from 'vitest';
import { guestAddresses } from './guest-addresses.ts';

/** Of a guest (6.1) with 10.0.0.1/8 on vec0, 192.168.7.5/24 and 192.168.7.200/25 on vec1. */
const FIB_TRIE = `Main:
  +-- 0.0.0.0/0 3 0 4
     |-- 0.0.0.0
        /0 universe UNICAST
     +-- 10.0.0.0/8 2 0 2
        |-- 10.0.0.0
           /8 link UNICAST
        |-- 10.0.0.1
           /32 host LOCAL
     |-- 127.0.0.1
        /32 host LOCAL
     |-- 192.168.7.5
        /32 host LOCAL
     |-- 192.168.7.200
        /32 host LOCAL
     |-- 192.168.7.255
        /32 link BROADCAST
Local:
     |-- 10.0.0.1
        /32 host LOCAL
     |-- 172.31.0.9
        /32 host LOCAL
`;
const ROUTE = `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
vec0\t00000000\tFE00000A\t0003\t0\t0\t0\t00000000\t0\t0\t0
vec0\t0000000A\t00000000\t0001\t0\t0\t0\t000000FF\t0\t0\t0
vec1\t0007A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
vec2\t8007A8C0\t00000000\t0001\t0\t0\t0\t80FFFFFF\t0\t0\t0
`;

it('gives each address to the interface whose network it lies in, the smallest', () => {
  expect(Object.fromEntries(guestAddresses(FIB_TRIE, ROUTE))).toEqual({
    vec0: ['10.0.0.1'],
    vec1: ['192.168.7.5'],
    vec2: ['192.168.7.200'],
  });
});

it('finds none in what is cut off or something else', () => {
  expect(guestAddresses('', '').size).toBe(0);
  expect(guestAddresses(FIB_TRIE, ROUTE.slice(0, 130)).size).toBe(0);
  expect(guestAddresses('|-- 10.0.0.1', ROUTE).size).toBe(0);
});
