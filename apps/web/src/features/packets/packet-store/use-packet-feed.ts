import { useEffect, useState, useSyncExternalStore } from 'react';
import { captureAddress, openCapture } from './open-capture.ts';
import { PacketFeed, type FeedState } from './packet-feed.ts';

export interface UsedFeed {
  state: FeedState;
  setPaused: (paused: boolean) => void;
  restart: () => void;
}

/** Reads a capture for as long as the component is there; of one capture: its users have its id as their key. */
export function usePacketFeed(labId: string, captureId: string): UsedFeed {
  const [feed] = useState(
    () => new PacketFeed((signal) => openCapture(captureAddress(labId, captureId), signal)),
  );
  useEffect(() => {
    feed.start();
    return () => feed.stop();
  }, [feed]);
  const state = useSyncExternalStore(feed.subscribe, feed.state);
  return { state, setPaused: (paused) => feed.setPaused(paused), restart: () => feed.start() };
}
