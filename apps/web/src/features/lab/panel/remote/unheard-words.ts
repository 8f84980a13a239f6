import type { RemoteState, RemoteTunnel } from '@umlaut/contracts/model';

/** So long a silence is one, seconds: guests of a network that is up say something more often. */
const SILENCE_SECONDS = 10;

/** What this host's kernel says of a silent other end: that it takes nothing. Null: it says nothing of the kind. */
export function unheardWords(state: RemoteState | undefined, peer: RemoteTunnel['peer']): string | null {
  const unsent = state?.sent.drops['send-failed'] ?? 0;
  const { heardSecondsAgo = null } = state ?? {};
  if (unsent === 0 || (heardSecondsAgo !== null && heardSecondsAgo < SILENCE_SECONDS)) return null;
  const frames = unsent === 1 ? '1 frame was' : `${unsent} frames were`;
  return `${frames} refused on the way: nobody listens at ${peer.address}, port ${peer.port}, or nothing leads there.`;
}
