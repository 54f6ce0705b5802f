// What the visitor looks at. The trial whose panel is open stands in the address, so that the browser's way back goes back.

import { signal } from '@preact/signals';
import { qualities, report, trials } from './data';

const prefix = '#trial-';

const read = (): number | null => {
  const trial = Number.parseInt(location.hash.slice(prefix.length), 10);
  return location.hash.startsWith(prefix) && trials.has(trial) ? trial : null;
};

/** The trial whose panel is open. */
export const open = signal(read());

addEventListener('hashchange', () => {
  open.value = read();
});

/** The address of a trial's panel. */
export const addressOf = (trial: number): string => `${prefix}${trial}`;

/** Opens a trial's panel. */
export function show(trial: number): void {
  location.hash = addressOf(trial);
}

/** Closes it. */
export function close(): void {
  history.pushState(null, '', location.pathname + location.search);
  open.value = null;
}

/** Whether films play by themselves. */
export const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;

/** What is under the pointer or has the focus, and where. */
export const looked = signal<{ trial: number; box: DOMRect } | null>(null);

/** The trials with pictures: the best first, or those of a sweep in their order. */
export const inOrder: readonly number[] = [...report.shown].sort((a, b) => (qualities.get(b) ?? 0) - (qualities.get(a) ?? 0) || a - b);
