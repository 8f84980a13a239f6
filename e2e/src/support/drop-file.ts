import type { Locator } from '@playwright/test';

/** What a person does who drags a file from the desktop. */
export async function dropFile(onto: Locator, name: string, text: string): Promise<void> {
  const dataTransfer = await onto.page().evaluateHandle(
    ([fileName, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([content], fileName, { type: 'text/plain' }));
      return data;
    },
    [name, text] as const,
  );
  await onto.dispatchEvent('dragover', { dataTransfer });
  await onto.dispatchEvent('drop', { dataTransfer });
}
