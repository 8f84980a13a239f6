import { ActionIcon, SegmentedControl, Switch, Tooltip } from '@mantine/core';
import type { GuestFile } from '@umlaut/contracts/model';
import { useMemo, useState, type ReactNode } from 'react';
import { CopyButton } from '../../../components/copy-button.tsx';
import { formatBytes } from '../../../components/format-bytes.ts';
import { formatClock } from '../../../components/format-time.ts';
import { IconDownload, IconRefresh } from '../../../components/icons.ts';
import { Tag } from '../../../components/tag.tsx';
import { decodeBase64 } from '../../../lib/decode-base64.ts';
import { linesOf } from './decode-content.ts';
import { downloadFile } from './download-file.ts';
import { FileHex } from './file-hex.tsx';
import { FileText } from './file-text.tsx';
import classes from './files.module.css';

export interface FilePanelProps {
  file: GuestFile;
  readAt: number;
  isReading: boolean;
  onAgain: () => void;
}

type Show = 'text' | 'hex';

/** A file as it was read: text with line numbers, or a dump of its bytes. */
export function FilePanel({ file, readAt, isReading, onAgain }: FilePanelProps): ReactNode {
  const bytes = useMemo(() => decodeBase64(file.content), [file.content]);
  const [chosen, setChosen] = useState<Show | null>(null);
  const [wrap, setWrap] = useState(false);
  const show = chosen ?? (file.looksBinary ? 'hex' : 'text');
  return (
    <section className={classes['file']} aria-label={file.path}>
      <header className={classes['head']}>
        <h3 className={classes['name']}>{file.path}</h3>
        <span className={classes['facts']}>
          <span>{formatBytes(file.sizeBytes)}</span>
          {file.looksBinary ? <span>binary</span> : <span>{linesText(bytes)}</span>}
          <span>{file.elapsedMs < 10 ? file.elapsedMs.toFixed(1) : Math.round(file.elapsedMs)} ms</span>
          <span>{formatClock(readAt)}</span>
          {file.completeness === 'cut' ? <Tag tone="warn">cut</Tag> : null}
        </span>
        <span className={classes['tools']}>
          {show === 'text' ? (
            <Switch
              size="xs"
              label="Wrap"
              checked={wrap}
              onChange={(event) => setWrap(event.currentTarget.checked)}
            />
          ) : null}
          <SegmentedControl
            size="xs"
            aria-label="How the file is shown"
            data={[
              { value: 'text', label: 'Text' },
              { value: 'hex', label: 'Bytes' },
            ]}
            value={show}
            onChange={(value) => setChosen(value === 'hex' ? 'hex' : 'text')}
          />
          <CopyButton value={new TextDecoder().decode(bytes)} label="Copy the text" />
          <Tooltip label="Download">
            <ActionIcon aria-label="Download" size={26} onClick={() => downloadFile(file.path, bytes)}>
              <IconDownload size={15} aria-hidden />
            </ActionIcon>
          </Tooltip>
          <Tooltip label="Read again">
            <ActionIcon aria-label="Read again" size={26} loading={isReading} onClick={onAgain}>
              <IconRefresh size={15} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </span>
      </header>
      <FileNotes file={file} />
      {bytes.length === 0 ? (
        <p className={classes['empty']}>The file is empty.</p>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls, so it must take focus
        <section className={classes['content']} tabIndex={0} aria-label={`Contents of ${file.path}`}>
          {show === 'text' ? <FileText bytes={bytes} wrap={wrap} /> : <FileHex bytes={bytes} />}
        </section>
      )}
    </section>
  );
}

function FileNotes({ file }: { file: GuestFile }): ReactNode {
  const notes = [
    ...(file.completeness === 'cut'
      ? ['The file is longer than what surely arrives whole: this is its beginning.']
      : []),
    ...(file.looksBinary
      ? [
          'The kernel passes over what follows a zero byte, up to the next 4095 bytes: binary files come with holes.',
        ]
      : []),
  ];
  if (notes.length === 0) return null;
  return <p className={classes['notes']}>{notes.join(' ')}</p>;
}

function linesText(bytes: Uint8Array): string {
  const count = linesOf(bytes).length;
  return count === 1 ? '1 line' : `${count} lines`;
}
