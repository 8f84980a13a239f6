import { Button, NumberInput, TextInput } from '@mantine/core';
import { schemaResolver, useForm } from '@mantine/form';
import { remoteTunnel, type RemoteTunnel } from '@umlaut/contracts/model';
import type { ReactNode } from 'react';
import { putNode } from '../../commands.ts';
import { useLabEditor } from '../../lab-editor.ts';
import { Part } from '../part.tsx';
import own from './remote.module.css';
import { newSecret } from './new-secret.ts';
import type { RemoteLabNode } from './remote-lab-node.ts';

/** Free on most hosts. */
const PORT = 24_600;

/** A new tunnel: where the two hosts are. The secret is made here; the other host gets it with the code. */
export function SetUpPart({ node }: { node: RemoteLabNode }): ReactNode {
  const editor = useLabEditor();
  const form = useForm<RemoteTunnel>({
    mode: 'uncontrolled',
    initialValues: {
      local: { address: ownAddress(), port: PORT },
      peer: { address: '', port: PORT },
      secret: newSecret(),
      side: 'first',
    },
    validate: schemaResolver(remoteTunnel, { sync: true }),
  });
  return (
    <Part title="Set it up here">
      <form
        className={own['stack']}
        noValidate
        onSubmit={form.onSubmit((tunnel) => putNode(editor, { ...node, tunnel }))}
      >
        <TextInput
          size="xs"
          label="Address of this host"
          description="As the other one reaches it"
          placeholder="192.168.1.10"
          autoComplete="off"
          key={form.key('local.address')}
          {...form.getInputProps('local.address')}
        />
        <NumberInput
          size="xs"
          label="UDP port here"
          key={form.key('local.port')}
          {...form.getInputProps('local.port')}
        />
        <TextInput
          size="xs"
          label="Address of the other host"
          placeholder="192.168.1.20"
          autoComplete="off"
          key={form.key('peer.address')}
          {...form.getInputProps('peer.address')}
        />
        <NumberInput
          size="xs"
          label="UDP port there"
          key={form.key('peer.port')}
          {...form.getInputProps('peer.port')}
        />
        <Button type="submit" size="xs">
          Set up the tunnel
        </Button>
      </form>
    </Part>
  );
}

/** The address that this page was opened by, when another host could use it. */
function ownAddress(): string {
  const { hostname } = globalThis.location;
  return /^\d+(\.\d+){3}$/.test(hostname) && !hostname.startsWith('127.') ? hostname : '';
}
