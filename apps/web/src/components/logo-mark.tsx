import type { ReactNode } from 'react';

/** The mark: a u whose dots are two machines. */
export function LogoMark({ size = 24 }: { size?: number }): ReactNode {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
      <rect width="32" height="32" rx="8" fill="var(--mantine-color-accent-8)" />
      <circle cx="11" cy="8.5" r="2.5" fill="#fff" />
      <circle cx="21" cy="8.5" r="2.5" fill="#fff" />
      <path
        d="M9.5 14.5v4.75a6.5 6.5 0 0 0 13 0V14.5"
        fill="none"
        stroke="#fff"
        strokeWidth="3.4"
        strokeLinecap="round"
      />
    </svg>
  );
}
