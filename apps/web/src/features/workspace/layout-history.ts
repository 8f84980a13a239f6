import type { WorkspaceArea, WorkspaceLayout } from '@umlaut/contracts/model';
import { consoleKey } from '../../lib/console-key.ts';

const MAX_STEPS = 30;

/** Earlier arrangements, to go back to. Resizing and choosing a tab are no steps of their own. */
export class LayoutHistory {
  readonly #steps: WorkspaceLayout[] = [];
  #now: WorkspaceLayout;

  constructor(first: WorkspaceLayout) {
    this.#now = first;
  }

  get canUndo(): boolean {
    return this.#steps.length > 0;
  }

  changed(layout: WorkspaceLayout): void {
    if (structureOf(layout) !== structureOf(this.#now)) {
      this.#steps.push(this.#now);
      if (this.#steps.length > MAX_STEPS) this.#steps.shift();
    }
    this.#now = layout;
  }

  /** @returns the arrangement before the last step; undefined when there is none */
  undo(): WorkspaceLayout | undefined {
    const before = this.#steps.pop();
    if (before !== undefined) this.#now = before;
    return before;
  }
}

function structureOf(layout: WorkspaceLayout): string {
  const of = (area: WorkspaceArea): unknown =>
    area.type === 'tabs' ? area.consoles.map(consoleKey) : [area.direction, ...area.children.map(of)];
  return layout === null ? '' : JSON.stringify(of(layout));
}
