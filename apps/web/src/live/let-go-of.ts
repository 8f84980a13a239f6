/** Lets go of a socket without waiting for its end: nothing more is heard of it. */
export function letGoOf(socket: Pick<WebSocket, 'onmessage' | 'onclose' | 'close'> | null): void {
  if (socket === null) return;
  socket.onmessage = null;
  socket.onclose = null;
  socket.close();
}
