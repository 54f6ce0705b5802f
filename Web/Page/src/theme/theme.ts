// Light or dark: as the system has it, until somebody chooses.

import { effect, signal } from '@preact/signals';

export type Theme = 'system' | 'light' | 'dark';

const key = 'gpueco.theme';
const stored = localStorage.getItem(key);

export const theme = signal<Theme>(stored === 'light' || stored === 'dark' ? stored : 'system');

/** Puts the chosen theme on the page and remembers it. */
export function followTheme(): void {
  effect(() => {
    if (theme.value === 'system') {
      delete document.documentElement.dataset['theme'];
      localStorage.removeItem(key);
    } else {
      document.documentElement.dataset['theme'] = theme.value;
      localStorage.setItem(key, theme.value);
    }
  });
}
