// What is the same wherever something is asked of the world: whether it can be, and what became of it.

import { computed } from '@preact/signals';
import { useSignal } from '@preact/signals';
import type { Command } from '../protocol';
import { ask, connection, maySteer } from '../store';

/** Why nothing can be changed now; null where it can. */
export const whyNot = computed(() => {
  if (maySteer.value) {
    return null;
  }

  return connection.value === 'open' ? 'You are watching: only those who steer can change the world.' : 'There is no line to the world.';
});

/** A way to ask, and why the last command was refused. */
export function useAsking(): { refusal: string | null; say: (command: Command) => Promise<boolean>; refuse: (text: string | null) => void } {
  const refusal = useSignal<string | null>(null);
  return {
    refusal: refusal.value,
    say: async (command) => {
      refusal.value = await ask(command);
      return refusal.value === null;
    },
    refuse: (text) => {
      refusal.value = text;
    },
  };
}
