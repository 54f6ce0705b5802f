import type { Command } from './protocol';
import { ask, maySteer, notice } from './store';

/** Asks something of the world and says so where it is refused. */
export async function demand(command: Command): Promise<void> {
  const refusal = maySteer.value ? await ask(command) : 'this page may only watch';
  if (refusal !== null) {
    notice.value = { text: refusal, warning: true };
  }
}
