/** What was measured in the rounds that both sides finished. Pure. */
export function pairedRounds<Ours, Peer>(
  ours: readonly Ours[],
  peer: readonly (Peer | null)[],
): { ours: Ours[]; peer: Peer[] } {
  const paired: { ours: Ours[]; peer: Peer[] } = { ours: [], peer: [] };
  ours.forEach((value, round) => {
    const other = peer[round];
    if (other === null || other === undefined) return;
    paired.ours.push(value);
    paired.peer.push(other);
  });
  return paired;
}
