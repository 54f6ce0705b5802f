import type { Signal } from '@preact/signals';

/** Why something was refused, where it was. */
export function Refusal({ of }: { of: Signal<string | null> }) {
  return of.value === null ? null : (
    <p class="refusal warning small" role="alert">
      {of.value}
    </p>
  );
}
