import { useNavigate } from '@tanstack/react-router';
import { notifyError } from '../../components/notify.ts';
import { api } from '../../lib/api-client.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import { startLive, stopLive } from '../../live/live.ts';
import { endSession } from '../end-session.ts';

/** Ends the session at the server first; only then does this page forget it. */
export function useSignOut(): () => void {
  const navigate = useNavigate();
  return () => {
    // The server is about to close the stream: that is no news to anybody.
    stopLive();
    api.session
      .signOut()
      .then(() => endSession(() => navigate({ to: '/sign-in' })))
      .catch((error: unknown) => {
        startLive();
        notifyError('Could not sign out', toUmlautError(error));
      });
  };
}
