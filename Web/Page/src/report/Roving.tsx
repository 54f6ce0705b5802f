import { useSignal } from '@preact/signals';
import type { CSSProperties, TargetedKeyboardEvent } from 'preact';
import { next, type Place } from './places';
import { Thumb } from './Thumb';

interface Props {
  label: string;
  class: string;
  trials: readonly number[];
  places: readonly Place[]; // of each
  styleOf: (index: number) => CSSProperties;
}

const directions: Record<string, readonly [number, number]> = {
  ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1],
};

/** Pictures that lie somewhere on a map. Tab reaches one of them, arrow keys the others, Home and End the first and the last. */
export function Roving({ label, trials, places, styleOf, ...rest }: Props) {
  const current = useSignal(0);
  const go = (event: TargetedKeyboardEvent<HTMLElement>): void => {
    const direction = directions[event.key];
    const from = Math.min(current.value, trials.length - 1);
    const to = direction ? next(places, from, ...direction) : event.key === 'Home' ? 0 : event.key === 'End' ? trials.length - 1 : null;
    if (to !== null && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      current.value = to;
      event.currentTarget.querySelector<HTMLElement>(`[data-trial="${trials[to]}"]`)?.focus();
    }
  };
  return (
    <div class={rest.class} role="group" aria-label={label} onKeyDown={go}>
      {trials.map((trial, i) => (
        <Thumb
          key={trial}
          trial={trial}
          style={styleOf(i)}
          tabIndex={i === Math.min(current.value, trials.length - 1) ? 0 : -1}
          onFocus={() => (current.value = i)}
        />
      ))}
    </div>
  );
}
