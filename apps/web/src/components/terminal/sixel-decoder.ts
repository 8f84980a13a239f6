import type { ITerminalAddon } from '@xterm/xterm';

/** Compiling takes a few milliseconds. What takes longer than this fails, milliseconds. */
const COMPILE_LIMIT_MS = 2000;
const LOOK_MS = 2;

/**
 * The image addon 0.9 compiles its decoder of sixel on the side, and drops the pictures that come before that is done
 * (its SixelHandler, which says it to nobody). Settles when it is, at once in a version that looks different inside.
 */
export async function sixelDecoder(images: ITerminalAddon): Promise<void> {
  const handlers: unknown = Reflect.get(images, '_handlers');
  const handler: unknown = handlers instanceof Map ? handlers.get('sixel') : null;
  if (typeof handler !== 'object' || handler === null) return;
  const endsAt = performance.now() + COMPILE_LIMIT_MS;
  await new Promise<void>((resolve) => {
    const look = (): void => {
      if (Reflect.get(handler, '_dec') !== undefined || performance.now() > endsAt) resolve();
      else setTimeout(look, LOOK_MS);
    };
    look();
  });
}
