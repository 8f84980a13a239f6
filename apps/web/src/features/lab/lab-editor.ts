import type {
  Lab,
  LabId,
  LabLink,
  LabLinkId,
  LabPosition,
  Machine,
  MachineId,
} from '@umlaut/contracts/model';
import { createContext, use } from 'react';
import { createStore, useStore, type StoreApi } from 'zustand';
import { notifyError } from '../../components/notify.ts';
import { api } from '../../lib/api-client.ts';
import { liveCache } from '../../live/live.ts';
import type { PortMark } from './canvas/draw-ends.ts';
import { flowNodes, type FlowNode } from './canvas/flow-nodes.ts';
import { showClashes } from './clashes/show-clashes.tsx';
import type { LabDocument } from './document/lab-document.ts';
import { readHistory } from './document/kept-history.ts';
import { LabSession, type LabSessionSnapshot } from './document/lab-session.ts';
import type { Target } from './document/connect.ts';
import type { Port } from './document/ports.ts';
import type { Line } from './geometry/link-line.ts';
import type { LabLive, LabLiveStore } from './live/live-store.ts';
import { ReachSession } from './reach/reach-session.ts';
import { NOTHING_SELECTED, stillThere, type Selection } from './selection.ts';

export interface LabUi extends LabSessionSnapshot {
  /** The link at each port, by `portKey`. */
  ports: ReadonlyMap<string, LabLink>;
  /** All machines of this server. */
  machines: ReadonlyMap<MachineId, Machine>;
  selection: Selection;
  /** A link that is being drawn. */
  rubber: Line | null;
  /** Where a link begins whose other end is to be chosen from a list. */
  linkFrom: Target | null;
  isSearching: boolean;
  /** Whether the panel is open for what is selected; on phones it covers the lab. */
  isPanelOpen: boolean;
}

/** All that the parts of one open lab share. */
export interface LabEditor {
  readonly labId: LabId;
  readonly session: LabSession;
  readonly ui: StoreApi<LabUi>;
  /** Things as React Flow has them. */
  readonly flow: StoreApi<{ nodes: FlowNode[] }>;
  /** Where things are that are being dragged; apart, as it changes with every frame. */
  readonly drag: StoreApi<{ places: ReadonlyMap<string, LabPosition> }>;
  /** The link under the pointer, and the one that has the focus; apart, as they change with every step of the hand. */
  readonly hover: StoreApi<LinkHover>;
  readonly live: LabLiveStore;
  readonly reach: ReachSession;
  readonly places: Places;
  /** What the canvas knows of places, while there is one. */
  readonly canvasPlaces: { current: Places | null };
  /** Where the canvas has the names of ports now. */
  readonly portMarks: { current: readonly PortMark[] };
}

interface LinkHover {
  link: LabLinkId | null;
  focused: LabLinkId | null;
}

/** Where a person looks. */
interface Places {
  /** The middle of what is seen; for what is added without a place. */
  centre: () => LabPosition;
  /** Brings a part into view. */
  reveal: (ids: readonly string[]) => void;
}

export const NOTHING_DRAGGED: ReadonlyMap<string, LabPosition> = new Map();

/** Without a canvas: things are added in a row. */
const NO_PLACES: Places = { centre: () => ({ x: 0, y: 0 }), reveal: () => undefined };

export function createEditor(lab: Lab, live: LabLiveStore): LabEditor {
  const session = new LabSession(lab, {
    send: async (edits) => {
      const answer = await api.labs.edit({ id: lab.id, edits });
      liveCache.putLab(answer.lab);
      showClashes({ session, machines: () => ui.getState().machines }, answer.clashes);
      return answer.lab;
    },
    onRefused: (error) => {
      notifyError('The lab was not changed', error);
    },
    history: readHistory(sessionStorage, lab.id),
  });
  const { document } = session;
  const ui = createStore<LabUi>()(() => ({
    ...session.snapshot,
    ports: portIndex(document),
    machines: new Map(),
    selection: NOTHING_SELECTED,
    rubber: null,
    linkFrom: null,
    isSearching: false,
    isPanelOpen: true,
  }));
  const flow = createStore<{ nodes: FlowNode[] }>()(() => ({ nodes: flowNodes([], document, new Set()) }));
  const drag = createStore<{ places: ReadonlyMap<string, LabPosition> }>()(() => ({
    places: NOTHING_DRAGGED,
  }));
  const hover = createStore<LinkHover>()(() => ({ link: null, focused: null }));
  session.subscribe(() => {
    const { snapshot } = session;
    const before = ui.getState();
    const isSame = snapshot.document === before.document;
    ui.setState({
      ...snapshot,
      ...(isSame ? {} : { ports: portIndex(snapshot.document) }),
      selection: stillThere(before.selection, snapshot.document),
    });
  });
  ui.subscribe((state, before) => {
    if (state.document === before.document && state.selection === before.selection) return;
    flow.setState(({ nodes }) => ({ nodes: flowNodes(nodes, state.document, state.selection.nodes) }));
  });
  const reach = new ReachSession(lab.id, (question, options) => api.labs.reach(question, options));
  const canvasPlaces: LabEditor['canvasPlaces'] = { current: null };
  const places: Places = {
    centre: () => (canvasPlaces.current ?? NO_PLACES).centre(),
    reveal: (ids) => (canvasPlaces.current ?? NO_PLACES).reveal(ids),
  };
  const portMarks: LabEditor['portMarks'] = { current: [] };
  return { labId: lab.id, session, ui, flow, drag, live, hover, reach, places, canvasPlaces, portMarks };
}

export function portKey({ nodeId, port }: Port): string {
  return `${nodeId} ${port}`;
}

function portIndex({ links }: LabDocument): Map<string, LabLink> {
  const index = new Map<string, LabLink>();
  for (const link of links.values()) for (const end of link.ends) index.set(portKey(end), link);
  return index;
}

export const LabEditorContext = createContext<LabEditor | null>(null);

export function useLabEditor(): LabEditor {
  const editor = use(LabEditorContext);
  if (editor === null) throw new Error('Outside of a lab');
  return editor;
}

export function useLabUi<T>(select: (ui: LabUi) => T): T {
  return useStore(useLabEditor().ui, select);
}

export function useLive<T>(select: (live: LabLive) => T): T {
  return useStore(useLabEditor().live, select);
}
