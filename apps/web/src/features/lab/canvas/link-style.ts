import type { LabLink, LabLinkId } from '@umlaut/contracts/model';
import type { StatusTone } from '../../../components/machine-status.ts';
import type { LiveLink } from '../live/live-store.ts';
import { lineWeight } from '../live/rates.ts';
import type { Selection } from '../selection.ts';

export interface LinkColors {
  line: string;
  flow: string;
  idle: string;
  bad: string;
  accent: string;
  text: string;
  paper: string;
  note: string;
  tones: Readonly<Record<StatusTone, string>>;
}

export interface LinkStyle {
  color: string;
  width: number;
  dash: readonly number[];
  /** In the middle of the line: what is wrong, or what passes. */
  mark: { sign: string; text: string; tone: 'bad' | 'idle' } | null;
}

export interface LinkSituation {
  selected: ReadonlySet<LabLinkId>;
  hovered: LabLinkId | null;
  /** What a person has selected, ports included. */
  selection: Selection;
  live: ReadonlyMap<LabLinkId, LiveLink>;
  colors: LinkColors;
}

/** How a link looks: by its status first, then by what passes. Never by colour alone. */
export function linkStyle(link: LabLink, { selected, hovered, live, colors }: LinkSituation): LinkStyle {
  const now = live.get(link.id);
  const status = link.enabled ? now?.state.status : 'unplugged';
  const bits = Math.max(now?.rates[0]?.bits ?? 0, now?.rates[1]?.bits ?? 0);
  const isMarked = selected.has(link.id) || hovered === link.id;
  const width = lineWeight(bits) + (isMarked ? 1.5 : 0);
  const color = (own: string): string => (selected.has(link.id) ? colors.accent : own);
  switch (status) {
    case 'unplugged':
      return {
        color: color(colors.idle),
        width,
        dash: [5, 5],
        mark: { sign: '×', text: 'unplugged', tone: 'idle' },
      };
    case 'storm':
      return { color: colors.bad, width, dash: [2, 4], mark: { sign: '↯', text: 'storm', tone: 'bad' } };
    case 'broken':
      return { color: colors.bad, width, dash: [8, 4], mark: { sign: '!', text: 'broken', tone: 'bad' } };
    case 'starting':
      return { color: color(colors.idle), width, dash: [], mark: null };
    case 'up':
      return { color: color(bits > 0 ? colors.flow : colors.line), width, dash: [], mark: null };
    case undefined:
      return { color: color(colors.line), width, dash: [], mark: null };
  }
}
