// Why something cannot be done, or was not.

import type { Signal } from '@preact/signals';
import { whyNot } from './asking';

/** Why nothing can be changed now, where it cannot. */
export function WhyNot() {
  return whyNot.value === null ? null : <p class="reason muted small">{whyNot.value}</p>;
}

/** Why something was refused, where it was. */
export function Refusal({ of }: { of: Signal<string | null> }) {
  return of.value === null ? null : (
    <p class="reason warning small" role="alert">
      {of.value}
    </p>
  );
}
