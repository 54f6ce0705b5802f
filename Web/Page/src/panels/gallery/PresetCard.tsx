import { useSignal } from '@preact/signals';
import type { Signal } from '@preact/signals';
import type { World } from '../../protocol';
import { steerable, whyNot } from '../asking';
import { WorldFacts } from './WorldFacts';

/** A preset, a size for a world of it, and a button that begins one. */
export function PresetCard({ world, onBegin }: { world: World; onBegin: (width: number, height: number) => void }) {
  const width = useSignal(String(world.width));
  const height = useSignal(String(world.height));
  return (
    <li class="world-card">
      <WorldFacts world={world} />
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          onBegin(Number(width.value), Number(height.value));
        }}
      >
        <Side of={width} label={`Width of a world of ${world.name}, in cells`} />
        <span class="muted">×</span>
        <Side of={height} label={`Height of a world of ${world.name}, in cells`} />
        <span class="grow" />
        <button {...steerable()} type="submit" class="button" aria-label={`Begin ${world.name}`}>
          Begin
        </button>
      </form>
    </li>
  );
}

function Side({ of, label }: { of: Signal<string>; label: string }) {
  return (
    <input
      class="input world-side number"
      type="text"
      inputMode="numeric"
      pattern="[1-9][0-9]*"
      required
      title={label}
      aria-label={label}
      value={of.value}
      disabled={whyNot.value !== null}
      onInput={(event) => (of.value = event.currentTarget.value)}
    />
  );
}
