// What is the same wherever something is asked of the world: whether it can be, and what became of it.

import { computed, useSignal } from '@preact/signals';
import type { Command } from '../protocol';
import { ask, connection, maySteer } from '../store';

/** Why nothing can be changed now; null where it can. */
export const whyNot = computed(() => {
  if (maySteer.value) {
    return null;
  }

  return connection.value === 'open' ? 'You are watching: only those who steer can change the world.' : 'There is no line to the world.';
});

/** What buttons that change the world have in common. */
export const steerable = (): { type: 'button'; disabled: boolean; title: string | undefined } => ({
  type: 'button',
  disabled: whyNot.value !== null,
  title: whyNot.value ?? undefined,
});

/** A way to ask, true where it is done, and why the last thing was refused. */
export function useAsking() {
  const refusal = useSignal<string | null>(null);
  return {
    refusal,
    say: async (command: Command): Promise<boolean> => {
      refusal.value = await ask(command);
      return refusal.value === null;
    },
  };
}
