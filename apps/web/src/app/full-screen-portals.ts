/** Where Mantine puts dialogs, menus and notifications, all of them; it makes one where there is none. */
const SHARED = 'data-mantine-shared-portal-node';

/**
 * Keeps dialogs, menus and notifications in sight while an element is in full screen: the browser shows only what is
 * inside of it, and they are children of the page's body otherwise.
 */
export function keepPortalsInSight(): void {
  let node: Element | null = null;
  document.addEventListener('fullscreenchange', () => {
    // Kept, as the element that was in full screen may be gone, with the node in it.
    node = document.querySelector(`[${SHARED}]`) ?? node ?? createNode();
    (document.fullscreenElement ?? document.body).append(node);
  });
}

function createNode(): Element {
  const node = document.createElement('div');
  node.setAttribute('data-portal', 'true');
  node.setAttribute(SHARED, 'true');
  return node;
}
