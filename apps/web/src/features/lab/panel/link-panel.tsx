import { Button } from '@mantine/core';
import type { LabLink } from '@umlaut/contracts/model';
import { useState, type ReactNode } from 'react';
import { IconPlugConnected, IconTrash, IconUnlink } from '../../../components/icons.ts';
import { notifyError } from '../../../components/notify.ts';
import { StatusBadge } from '../../../components/status-badge.tsx';
import { api } from '../../../lib/api-client.ts';
import { toUmlautError } from '../../../lib/read-error.ts';
import { setLinkEnabled } from '../commands.ts';
import { isBridged } from '../document/media.ts';
import { useLabEditor, useLabUi, useLive } from '../lab-editor.ts';
import { linkWords } from '../live/link-text.ts';
import { CapturePart } from './capture-part.tsx';
import { ImpairmentPart } from './impairment-part.tsx';
import { LinkFigures } from './link-figures.tsx';
import { LinkEnds } from './link-ends.tsx';
import classes from './panel.module.css';
import { Part } from './part.tsx';

/** A link: whether frames pass, how badly, and what they are. */
export function LinkPanel({ link }: { link: LabLink }): ReactNode {
  const editor = useLabEditor();
  const state = useLive(({ links }) => links.get(link.id)?.state);
  const bridged = useLabUi(({ document, machines }) => isBridged(document, link, machines));
  const Glyph = link.enabled ? IconUnlink : IconPlugConnected;
  return (
    <>
      <Part title="State" aside={<StatusBadge {...linkWords(state?.status, link.enabled)} variant="soft" />}>
        {typeof state?.problem === 'string' ? (
          <p className={classes[state.status === 'starting' ? 'quiet' : 'bad']}>{state.problem}</p>
        ) : null}
        <div className={classes['row']}>
          {link.enabled && state?.status === 'storm' ? <OpenAgain link={link} /> : null}
          <Button
            variant="default"
            leftSection={<Glyph size={14} aria-hidden />}
            onClick={() => setLinkEnabled(editor, link, !link.enabled)}
          >
            {link.enabled ? 'Unplug' : 'Plug in'}
          </Button>
          <Button
            variant="default"
            leftSection={<IconTrash size={14} aria-hidden />}
            onClick={() => editor.session.edit([{ edit: 'remove-link', id: link.id }])}
          >
            Remove
          </Button>
        </div>
      </Part>
      <LinkFigures link={link} />
      {bridged ? <BridgedPart /> : <ImpairmentPart link={link} />}
      <LinkEnds link={link} />
      <CapturePart link={link} />
    </>
  );
}

function BridgedPart(): ReactNode {
  return (
    <Part title="Impairments">
      <p className={classes['quiet']}>
        None here: frames of a kernel bridge pass in the host's kernel, and only Umlaut's own network delays
        and drops them. Use a switch for that.
      </p>
    </Part>
  );
}

function OpenAgain({ link }: { link: LabLink }): ReactNode {
  const { labId } = useLabEditor();
  const [isPending, setPending] = useState(false);
  const open = async (): Promise<void> => {
    setPending(true);
    try {
      await api.labs.openLink({ id: labId, linkId: link.id });
    } catch (error) {
      notifyError('The link was not opened', toUmlautError(error));
    }
    setPending(false);
  };
  return (
    <Button loading={isPending} onClick={() => void open()}>
      Open again
    </Button>
  );
}
