import { Button, Select, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { MAX_CAPTURE_MIB, captureFilter, type CapturePlace, type LabLink } from '@umlaut/contracts/model';
import { useState, type ReactNode } from 'react';
import { formatBytes } from '../../../components/format-bytes.ts';
import { IconPlayerRecord } from '../../../components/icons.ts';
import { api } from '../../../lib/api-client.ts';
import { errorText } from '../../../lib/error-text.ts';
import { toUmlautError } from '../../../lib/read-error.ts';
import { capturesQuery } from '../../../live/captures-query.ts';
import { useLabEditor } from '../lab-editor.ts';

export interface StartCaptureProps {
  link: LabLink;
  /** The end where it is seen, for captures of a port; else what comes out of the link. */
  end?: 0 | 1 | undefined;
}

const FRAMES = [
  { value: 'both', label: 'Sent and received' },
  { value: 'sent', label: 'Only what is sent here' },
  { value: 'received', label: 'Only what is received here' },
] as const;
type Frames = CapturePlace['frames'];

/** MiB. */
const LIMITS = [16, 64, 256, 1024, MAX_CAPTURE_MIB] as const;
const DEFAULT_LIMIT = 64;
const limitWords = (limitMiB: number): string => formatBytes(limitMiB * 1_048_576);

/** What a capture shall have: which frames, and how many of them are kept. */
export function StartCapture({ link, end }: StartCaptureProps): ReactNode {
  const { labId } = useLabEditor();
  const client = useQueryClient();
  const [filter, setFilter] = useState('');
  const [frames, setFrames] = useState<Frames>('both');
  const [limitMiB, setLimit] = useState<number>(DEFAULT_LIMIT);
  const [problem, setProblem] = useState<string | null>(null);
  const [isPending, setPending] = useState(false);
  const start = async (): Promise<void> => {
    const parsed = captureFilter.safeParse(filter);
    setProblem(parsed.error?.issues[0]?.message ?? null);
    if (!parsed.success) return;
    setPending(true);
    try {
      const at = end === undefined ? null : { end, frames };
      await api.labs.startCapture({ id: labId, linkId: link.id, at, filter: parsed.data, limitMiB });
      await client.invalidateQueries({ queryKey: capturesQuery(labId).queryKey });
    } catch (caught) {
      // Mostly about the filter, and short.
      setProblem(errorText(toUmlautError(caught)));
    }
    setPending(false);
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      <TextInput
        size="xs"
        label="Filter"
        placeholder="All frames; or like: icmp or port 53"
        spellCheck={false}
        autoComplete="off"
        value={filter}
        error={problem}
        onChange={(event) => {
          setFilter(event.currentTarget.value);
          setProblem(null);
        }}
      />
      {end === undefined ? null : (
        <Select
          mt={8}
          size="xs"
          label="Frames"
          description="As they are at this port: what the link loses on the way from here is in it."
          allowDeselect={false}
          value={frames}
          data={[...FRAMES]}
          onChange={(value) => setFrames(FRAMES.find((known) => known.value === value)?.value ?? 'both')}
        />
      )}
      <Select
        mt={8}
        size="xs"
        label="Keep"
        allowDeselect={false}
        value={String(limitMiB)}
        data={LIMITS.map((limit) => ({ value: String(limit), label: `The newest ${limitWords(limit)}` }))}
        onChange={(value) => setLimit(Number(value))}
      />
      <Button
        mt={8}
        type="submit"
        variant="default"
        loading={isPending}
        leftSection={<IconPlayerRecord size={14} aria-hidden />}
      >
        Start a capture
      </Button>
    </form>
  );
}
