import { notifications } from '@mantine/notifications';
import { consoleRef, type ConsoleRef } from '@umlaut/contracts/model';
import { useEffect, useRef } from 'react';

/** Between the windows of one browser: a console that comes back from a window of its own. */
const CHANNEL = 'umlaut.workspace';
/** An open workspace answers at once; else there is none, milliseconds. */
const ANSWER_MS = 400;

/** Opens a console in a window of its own. @returns false when the browser forbids it, after saying so */
export function openWindow({ machineId, console }: ConsoleRef): boolean {
  const opened = window.open(
    `/machines/${machineId}/consoles/${console}`,
    `umlaut-${machineId}-${console}`,
    'popup,width=920,height=600',
  );
  if (opened !== null) return true;
  notifications.show({
    title: 'The browser did not open a window',
    message: 'Allow pop-up windows for this address, then try again.',
    color: 'red',
  });
  return false;
}

/** Calls back for each console that is sent back here. */
export function useReturns(onReturn: (ref: ConsoleRef) => void): void {
  const latest = useRef(onReturn);
  useEffect(() => {
    latest.current = onReturn;
  });
  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL);
    channel.onmessage = ({ data }) => {
      const ref = consoleRef.safeParse(data).data;
      if (ref === undefined) return;
      latest.current(ref);
      channel.postMessage('taken');
    };
    return () => channel.close();
  }, []);
}

/** Sends a console back to the workspace of another window. @returns whether there is one */
export async function sendBack(ref: ConsoleRef): Promise<boolean> {
  const channel = new BroadcastChannel(CHANNEL);
  const { promise, resolve } = Promise.withResolvers<boolean>();
  channel.onmessage = ({ data }) => {
    if (data === 'taken') resolve(true);
  };
  channel.postMessage(ref);
  const timer = setTimeout(() => resolve(false), ANSWER_MS);
  const taken = await promise;
  clearTimeout(timer);
  channel.close();
  return taken;
}
