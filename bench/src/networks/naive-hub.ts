import { createSocket } from 'node:dgram';

/**
 * What one writes first: node:dgram, one message after the other, the header made anew.
 * `node naive-hub.ts ADDRESS PORT PEER_ADDRESS PEER_PORT HEADER` for each port, 5 words each; HEADER in hexadecimal.
 */
const words = process.argv.slice(2);
const ports = Array.from({ length: words.length / 5 }, (_, at) => {
  const [address = '', port, peerAddress = '', peerPort, header = ''] = words.slice(at * 5, at * 5 + 5);
  const socket = createSocket({ type: 'udp4', recvBufferSize: 4_194_304, sendBufferSize: 4_194_304 });
  socket.bind(Number(port), address);
  return { socket, peerAddress, peerPort: Number(peerPort), header: Buffer.from(header, 'hex') };
});
for (const from of ports) {
  from.socket.on('message', (bytes) => {
    for (const to of ports) {
      if (to === from) continue;
      const datagram = Buffer.concat([to.header, bytes.subarray(to.header.length)]);
      to.socket.send(datagram, to.peerPort, to.peerAddress, () => {});
    }
  });
}
await Promise.all(ports.map(({ socket }) => new Promise((resolve) => socket.once('listening', resolve))));
process.stdout.write('ready\n');
