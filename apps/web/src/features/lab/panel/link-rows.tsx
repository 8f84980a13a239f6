import type { LabNode } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { StatusBadge } from '../../../components/status-badge.tsx';
import { linksOf } from '../document/lab-document.ts';
import { portName } from '../document/ports.ts';
import { useLabEditor, useLabUi, useLive } from '../lab-editor.ts';
import { linkWords } from '../live/link-text.ts';
import { nodeName } from '../node-words.ts';
import { selectLink, selectPort } from '../selection.ts';
import classes from './panel.module.css';
import { Part } from './part.tsx';

/** The links of a switch, hub, bridge or uplink by port, each leading to its own panel. */
export function LinkRows({ node }: { node: LabNode }): ReactNode {
  const editor = useLabEditor();
  const document = useLabUi((ui) => ui.document);
  const machines = useLabUi((ui) => ui.machines);
  const live = useLive(({ links }) => links);
  const rows = linksOf(document, node.id)
    .flatMap((link) => {
      const [one, other] = link.ends;
      const own = one.nodeId === node.id ? one : other;
      const far = one.nodeId === node.id ? other : one;
      const farNode = document.nodes.get(far.nodeId);
      return farNode === undefined ? [] : [{ link, own, far, farNode }];
    })
    .toSorted((a, b) => a.own.port - b.own.port);
  return (
    <Part title="Links">
      {rows.length === 0 ? (
        <p className={classes['quiet']}>None yet. Drag from its plug, or press L.</p>
      ) : (
        <table className={classes['table']}>
          <thead>
            <tr>
              <th scope="col">Port</th>
              <th scope="col">To</th>
              <th scope="col">Status</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ link, own, far, farNode }) => (
              <tr key={link.id}>
                <td className="u-num">
                  <button
                    type="button"
                    className={classes['linkButton']}
                    aria-label={portName(node, own.port, machines)}
                    onClick={() => editor.ui.setState({ selection: selectPort(own) })}
                  >
                    {hasNumber(node) ? own.port : portName(node, own.port, machines)}
                  </button>
                </td>
                <td>
                  <button
                    type="button"
                    className={classes['linkButton']}
                    onClick={() => editor.ui.setState({ selection: selectLink(link.id) })}
                  >
                    {nodeName(farNode, machines)} {portName(farNode, far.port, machines)}
                  </button>
                </td>
                <td>
                  <StatusBadge {...linkWords(live.get(link.id)?.state.status, link.enabled)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Part>
  );
}

/** Of things with one port it says nothing. */
function hasNumber({ kind }: LabNode): boolean {
  return kind !== 'uplink' && kind !== 'remote';
}
