import { remoteTunnel, type RemoteTunnel } from './remote-tunnel.ts';

const CODE = /^umlaut-tunnel:([0-9.]+):(\d+):([0-9.]+):(\d+):(first|second):([0-9a-f]{64})$/;

/**
 * A tunnel as one line to be carried to the host that it describes:
 * `umlaut-tunnel:ADDRESS:PORT:PEER ADDRESS:PEER PORT:SIDE:SECRET`.
 */
export function encodeTunnelCode({ local, peer, side, secret }: RemoteTunnel): string {
  return ['umlaut-tunnel', local.address, local.port, peer.address, peer.port, side, secret].join(':');
}

/** White space around it and in it, as mail and chat put it there, does not matter. Null: it is no such line. */
export function decodeTunnelCode(text: string): RemoteTunnel | null {
  const match = CODE.exec(text.replaceAll(/\s/g, ''));
  if (match === null) return null;
  const [, address, port, peerAddress, peerPort, side, secret] = match;
  const parsed = remoteTunnel.safeParse({
    local: { address, port: Number(port) },
    peer: { address: peerAddress, port: Number(peerPort) },
    side,
    secret,
  });
  return parsed.success ? parsed.data : null;
}
