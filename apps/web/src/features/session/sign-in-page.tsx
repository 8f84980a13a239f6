import { Button, Code, Loader, PasswordInput, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react';
import { CopyButton } from '../../components/copy-button.tsx';
import { LogoMark } from '../../components/logo-mark.tsx';
import { Notice } from '../../components/notice.tsx';
import { usePageTitle } from '../../components/use-page-title.ts';
import { api } from '../../lib/api-client.ts';
import { toUmlautError } from '../../lib/read-error.ts';
import { sessionQuery } from '../../lib/session-query.ts';
import classes from './sign-in-page.module.css';
import { readSignInToken } from './sign-in-token.ts';

const COMMAND = './umlaut start';

/** Trades the token of the address for a session, or says how to get one. */
export function SignInPage(): ReactNode {
  usePageTitle('Sign in');
  const signIn = useSignIn();
  const arriving = useTokenOfAddress(signIn.mutate);
  const error = signIn.error === null ? null : toUmlautError(signIn.error);

  return (
    <main className={classes['page']}>
      <div className={classes['card']}>
        <LogoMark size={44} />
        <h1 className={classes['title']}>
          {arriving && error === null ? 'Signing in' : 'Sign in to Umlaut'}
        </h1>
        {arriving && error === null ? (
          <Loader size="sm" aria-label="Signing in" />
        ) : (
          <>
            {error === null ? null : (
              <Notice tone="bad">
                {error.code === 'SIGN_IN_TOKEN_INVALID'
                  ? 'This sign-in address has been used already or is too old.'
                  : error.message}
              </Notice>
            )}
            <Text size="sm" c="dimmed">
              Umlaut has no passwords: it prints an address that signs you in once. On the machine where it
              runs, type this for a new one, then open what it prints:
            </Text>
            <div className={classes['command']}>
              <Code className={classes['code'] ?? ''}>{COMMAND}</Code>
              <CopyButton value={COMMAND} label="Copy the command" />
            </div>
            <TokenForm pending={signIn.isPending} onToken={signIn.mutate} />
          </>
        )}
      </div>
    </main>
  );
}

function TokenForm({ pending, onToken }: { pending: boolean; onToken: (token: string) => void }): ReactNode {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const token = readSignInToken(text);
    if (token === null) setProblem('This is neither a sign-in address nor a token');
    else onToken(token);
  };
  return (
    <form onSubmit={submit} className={classes['form']} noValidate>
      <PasswordInput
        label="Or paste the address or its token here"
        placeholder="http://127.0.0.1:7810/sign-in#token=..."
        autoComplete="off"
        value={text}
        error={problem}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setProblem(null);
        }}
      />
      <Button type="submit" size="sm" fullWidth loading={pending}>
        Sign in
      </Button>
    </form>
  );
}

function useSignIn(): ReturnType<typeof useMutation<unknown, Error, string>> {
  const queryClient = useQueryClient();
  const router = useRouter();
  const { from } = useSearch({ from: '/sign-in' });
  return useMutation<unknown, Error, string>({
    mutationFn: async (token) => {
      const session = await api.session.signIn({ token });
      queryClient.setQueryData(sessionQuery.queryKey, session);
      router.history.replace(from ?? '/machines');
    },
  });
}

/** Takes the token out of the address as soon as it is seen. True while one has been found. */
function useTokenOfAddress(onToken: (token: string) => void): boolean {
  const navigate = useNavigate();
  const hash = useLocation({ select: (location) => location.hash });
  const taken = useRef<string | null>(null);
  const [found, setFound] = useState(() => readSignInToken(`#${hash}`) !== null);

  useEffect(() => {
    if (hash === '') return;
    const token = readSignInToken(`#${hash}`);
    void navigate({ to: '/sign-in', search: true, hash: '', replace: true });
    // An effect may run twice for one address, but its token works only once.
    if (token === null || token === taken.current) return;
    taken.current = token;
    setFound(true);
    onToken(token);
  }, [hash, navigate, onToken]);
  return found;
}
