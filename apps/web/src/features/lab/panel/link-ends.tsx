import type { LabLink, LabLinkEnd, PortVlan } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { StatusBadge } from '../../../components/status-badge.tsx';
import { putVlan } from '../commands.ts';
import { useLabEditor, useLabUi, useLive } from '../lab-editor.ts';
import { endWords } from '../live/end-words.ts';
import { fullPortName } from '../node-words.ts';
import { selectPort } from '../selection.ts';
import classes from './panel.module.css';
import { Part } from './part.tsx';
import { VlanFields } from './vlan-fields.tsx';

/** Where a link ends and how that end is; at switches, what becomes of VLAN tags there. */
export function LinkEnds({ link }: { link: LabLink }): ReactNode {
  const editor = useLabEditor();
  return (
    <Part title="Ends">
      {([0, 1] as const).map((index) => (
        <End
          key={index}
          link={link}
          index={index}
          onVlan={(vlan) => putVlan(editor, link, { index, vlan })}
        />
      ))}
    </Part>
  );
}

interface EndProps {
  link: LabLink;
  index: 0 | 1;
  onVlan: (vlan: PortVlan) => void;
}

function End({ link, index, onVlan }: EndProps): ReactNode {
  const editor = useLabEditor();
  const end: LabLinkEnd = link.ends[index];
  const isSwitch = useLabUi(({ document }) => document.nodes.get(end.nodeId)?.kind === 'switch');
  const name = useLabUi(({ document, machines }) => fullPortName(end, document, machines));
  const status = useLive(({ links }) => links.get(link.id)?.state.ends[index]);
  return (
    <div className={classes['card']}>
      <div className={classes['spread']}>
        <button
          type="button"
          className={`${classes['linkButton']} u-truncate`}
          onClick={() => editor.ui.setState({ selection: selectPort(end) })}
        >
          {name}
        </button>
        {status === undefined ? null : <StatusBadge {...endWords(status)} />}
      </div>
      {isSwitch ? <VlanFields vlan={end.vlan} onVlan={onVlan} /> : null}
    </div>
  );
}
