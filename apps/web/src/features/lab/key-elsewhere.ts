const ELSEWHERE =
  'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"], [role="menu"], ' +
  '[role="listbox"], [role="dialog"], [role="slider"]';

/** Whether a key is for a field, a menu or a dialog, not for the lab. */
export function isKeyElsewhere(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"][aria-modal="true"]') !== null) return true;
  return target instanceof HTMLElement && target.closest(ELSEWHERE) !== null;
}
