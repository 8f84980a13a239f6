import type { FitAddon } from '@xterm/addon-fit';
import type { SearchAddon } from '@xterm/addon-search';
import type { Terminal } from '@xterm/xterm';
import { MAX_COLUMNS, MAX_ROWS } from '@umlaut/contracts/model';
import { consoleUrl } from '../connection/console-address.ts';
import type { ConsoleAddress, WindowSize } from '../connection/console-address.ts';
import { ConsoleConnection } from '../connection/console-connection.ts';
import { HeldPort } from '../connection/held-port.ts';
import { createTerminal, terminalOptions } from '../../../components/terminal/create-terminal.ts';
import type { TerminalAppearance } from '../../../components/terminal/create-terminal.ts';
import { measureAscii } from '../../../components/terminal/shared-widths.ts';
import { ExtraAddons } from '../../../components/terminal/extra-addons.ts';
import { useSettings } from '../../../lib/settings-store.ts';
import { ClipboardGuard } from '../input/clipboard-guard.ts';
import { copySelection } from '../input/copy-selection.ts';
import { keyboardView } from '../connection/keyboard-state.ts';
import { ReplyWatch } from './reply-watch.ts';
import { RendererChoice } from './renderer-choice.ts';
import { firstTail, ScrollbackPager } from './scrollback-pager.ts';
import { SilenceWatch } from './silence-watch.ts';
import { SizeKeeper } from './size-keeper.ts';
import { TerminalInput } from '../input/terminal-input.ts';
import { consoleCommand } from '../input/terminal-keys.ts';
import type { ConsoleCommand } from '../input/terminal-keys.ts';
import { createTerminalView } from './terminal-view.ts';
import { viewerWords } from '../connection/viewer-words.ts';
import { onWake } from '../connection/wake-events.ts';
import { createXtermPort } from '../connection/xterm-port.ts';

/** The page around a terminal. */
export interface PageHandlers {
  /** Other consoles stand beside it: the keys that go there are the page's. */
  panes: boolean;
  onCommand: (command: ConsoleCommand) => void;
}

export interface SessionStart {
  appearance: TerminalAppearance;
  /** The terminal is made, but its console connected to with `begin` only. */
  asleep: boolean;
}

/** One terminal on the page and the console it shows. Owns both: `dispose` ends them. No React. */
export class TerminalSession {
  readonly address: ConsoleAddress;
  readonly terminal: Terminal;
  readonly search: SearchAddon;
  readonly connection: ConsoleConnection;
  readonly size: SizeKeeper;
  readonly input: TerminalInput;
  readonly clipboard: ClipboardGuard;
  readonly pager: ScrollbackPager;
  readonly view = createTerminalView();
  #page: PageHandlers = { panes: false, onCommand: () => {} };
  #onTyped: (bytes: Uint8Array<ArrayBuffer>) => void = () => {};
  readonly #place: HTMLElement;
  readonly #fit: FitAddon;
  readonly #renderer: RendererChoice;
  readonly #extras: ExtraAddons;
  readonly #port: HeldPort;
  readonly #replies: ReplyWatch;
  readonly #silence = new SilenceWatch((silent) => this.view.setState({ silent }));
  readonly #cleanups: (() => void)[] = [];
  #mayType = true;
  #scrollFrame: number | null = null;

  constructor(place: HTMLElement, address: ConsoleAddress, { appearance, asleep }: SessionStart) {
    this.address = address;
    this.#place = place;
    const { terminal, fit, search } = createTerminal(place, appearance);
    this.terminal = terminal;
    this.search = search;
    this.#fit = fit;
    this.#renderer = new RendererChoice(terminal);
    this.#renderer.use(appearance.renderer);
    this.#extras = new ExtraAddons(terminal);
    this.#extras.use(appearance);
    this.#port = new HeldPort(createXtermPort(terminal), this.#extras.imagesReady);
    this.#replies = new ReplyWatch(terminal.parser);
    this.size = new SizeKeeper({
      terminal,
      propose: () => (this.#mayType ? this.#propose() : null),
      send: (size) => this.connection.resize(size),
      onFollowing: (following) => this.view.setState({ following }),
    });
    this.connection = new ConsoleConnection({
      terminal: this.#port,
      url: (query) =>
        consoleUrl(address, location.href, { ...query, viewer: viewerWords(this.view.getState().watching) }),
      tail: firstTail(this.#propose() ?? terminal),
      asleep,
      openSocket: (url) => new WebSocket(url),
      claimSize: () => (this.size.following || !this.#mayType ? null : this.#propose()),
      onWake,
    });
    this.input = new TerminalInput({
      terminal,
      view: this.view,
      send: (bytes) => this.connection.sendInput(bytes),
      onTyped: (bytes) => {
        this.#silence.typed();
        this.#onTyped(bytes);
      },
    });
    this.clipboard = new ClipboardGuard({
      terminal,
      view: this.view,
      isReplaying: () => this.connection.replaying,
    });
    this.pager = new ScrollbackPager({ terminal, connection: this.connection, view: this.view });
    this.#listen();
    this.size.claim();
    if (asleep) measureAscii(terminal);
  }

  /** Connects, when that was not done from the start. */
  begin(): void {
    this.connection.begin();
  }

  /** Says who carries out what keys ask of the console. */
  setPage(handlers: PageHandlers): void {
    this.#page = handlers;
  }

  /** Lets somebody see what was typed or pasted, once it was sent. */
  watchTyped(onTyped: (bytes: Uint8Array<ArrayBuffer>) => void): void {
    this.#onTyped = onTyped;
  }

  /** Does what the key of that command does. */
  command(command: ConsoleCommand): void {
    this.#page.onCommand(command);
  }

  show(appearance: TerminalAppearance): void {
    Object.assign(this.terminal.options, terminalOptions(appearance));
    this.#renderer.use(appearance.renderer);
    this.#extras.use(appearance);
    this.size.placeChanged();
  }

  /** Looks only, or types as well from now on. */
  watch(watching: boolean): void {
    this.view.setState({ watching });
    this.#mayType = !watching;
    this.connection.reconnect();
  }

  dispose(): void {
    for (const cleanup of this.#cleanups) cleanup();
    if (this.#scrollFrame !== null) cancelAnimationFrame(this.#scrollFrame);
    this.#silence.heard();
    this.input.dispose();
    this.clipboard.dispose();
    this.pager.dispose();
    this.connection.close();
    this.#port.dispose();
    this.size.dispose();
    this.#replies.dispose();
    this.#extras.dispose();
    this.#renderer.dispose();
    this.terminal.dispose();
  }

  #listen(): void {
    const { terminal, view, connection } = this;
    terminal.onData((data) => this.#onData(data));
    terminal.onBinary((data) => {
      connection.sendInput(Uint8Array.from(data, (char) => char.charCodeAt(0)));
    });
    terminal.onBell(() => view.setState(({ bells }) => ({ bells: bells + 1 })));
    terminal.onScroll(() => this.#watchScroll());
    terminal.onWriteParsed(() => {
      this.#silence.heard();
      this.#watchScroll();
    });
    this.search.onDidChangeResults(({ resultIndex, resultCount }) =>
      view.setState({ matches: { index: resultIndex, count: resultCount } }),
    );
    terminal.attachCustomKeyEventHandler((event) => this.#onKey(event));
    let told = connection.snapshot.size;
    let wasLive = false;
    this.#cleanups.push(
      connection.subscribe(() => {
        const { phase, size, viewers } = connection.snapshot;
        terminal.options.disableStdin = phase.kind !== 'live';
        // It makes the terminal draw all anew, so not for the moment that connecting takes.
        if (phase.kind !== 'connecting')
          terminal.options.cursorInactiveStyle = phase.kind === 'live' ? 'outline' : 'none';
        const isLive = phase.kind === 'live';
        if (!isLive) this.#silence.heard();
        if (isLive && size !== null && size !== told) {
          // Before anything is sent, which comes back here.
          told = size;
          if (wasLive) this.size.told(size);
          else this.size.connected(size);
        }
        told = connection.snapshot.size;
        wasLive = isLive;
        const { mayType, isMine } = keyboardView(viewers);
        const isGiven = mayType && isMine && !this.#mayType;
        this.#mayType = mayType;
        // Whoever is given the keyboard decides about the size, too.
        if (isGiven) this.size.claim();
      }),
      useSettings.subscribe(({ viewerName }, before) => {
        if (viewerName !== before.viewerName) connection.reconnect();
      }),
    );
    // At the end of selecting, not at each letter of it.
    this.#on(this.#place, 'pointerup', () => {
      if (useSettings.getState().terminalCopyOnSelect) void copySelection(terminal);
    });
    const place = new ResizeObserver(() => this.size.placeChanged());
    place.observe(this.#place);
    this.#cleanups.push(() => place.disconnect());
    this.#on(this.#place, 'paste', (event) => this.#onPaste(event));
    // Scrolling by wheel or bar fires no terminal event when nothing is written.
    this.#on(this.#place, 'scroll', () => this.#watchScroll());
    this.#on(this.#place, 'wheel', () => this.#watchScroll());
    this.#on(this.#place, 'focusin', () => this.size.claim());
  }

  #on<K extends keyof HTMLElementEventMap>(
    target: HTMLElement,
    type: K,
    listener: (event: HTMLElementEventMap[K]) => void,
  ): void {
    target.addEventListener(type, listener, { capture: true, passive: type === 'wheel' });
    this.#cleanups.push(() => target.removeEventListener(type, listener, { capture: true }));
  }

  #onData(data: string): void {
    if (this.#replies.isReply(data)) {
      this.connection.sendReply(data);
      return;
    }
    this.input.keys(data);
  }

  /** Returns whether the terminal shall handle the event. */
  #onKey(event: KeyboardEvent): boolean {
    const command = consoleCommand(event, {
      fullScreen: this.#isFullScreen(),
      panes: this.#page.panes,
    });
    if (command === null) return true;
    if (command === 'browser') return false;
    event.preventDefault();
    event.stopPropagation();
    if (event.type === 'keydown') this.command(command);
    return false;
  }

  #onPaste(event: ClipboardEvent): void {
    event.preventDefault();
    event.stopPropagation();
    this.input.paste(event.clipboardData?.getData('text/plain') ?? '');
  }

  #isFullScreen(): boolean {
    return this.terminal.buffer.active.type === 'alternate';
  }

  /** The terminal tells of every line, of which a flood has thousands a frame. */
  #watchScroll(): void {
    this.#scrollFrame ??= requestAnimationFrame(() => {
      this.#scrollFrame = null;
      this.#seeScroll();
    });
  }

  #seeScroll(): void {
    const { baseY, viewportY } = this.terminal.buffer.active;
    const scrolledUp = viewportY < baseY;
    if (scrolledUp !== this.view.getState().scrolledUp) this.view.setState({ scrolledUp });
    this.pager.moved();
  }

  #propose(): WindowSize | null {
    if (document.visibilityState === 'hidden' || this.#place.clientWidth === 0) return null;
    const size = this.#fit.proposeDimensions();
    if (size === undefined || Number.isNaN(size.cols) || Number.isNaN(size.rows)) return null;
    return { cols: Math.min(MAX_COLUMNS, size.cols), rows: Math.min(MAX_ROWS, size.rows) };
  }
}
