export function openCreateDialog(): void {}
