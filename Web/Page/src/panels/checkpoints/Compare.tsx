import { useSignal } from '@preact/signals';
import { Dialog } from '../../parts/Dialog';
import type { Checkpoint } from '../../protocol';
import { whole } from '../../text';
import { Picture, titleOf } from './pictures';

interface Props {
  first: Checkpoint;
  second: Checkpoint;
  onClose: () => void;
}

/** Two checkpoints side by side, and one over the other with a slider that wipes between them. */
export function Compare({ first, second, onClose }: Props) {
  const wiped = useSignal(50);
  const wipe = (event: PointerEvent & { currentTarget: HTMLElement }): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    wiped.value = Math.min(Math.max((100 * (event.clientX - left)) / width, 0), 100);
  };

  return (
    <Dialog title="Compare" wide onClose={onClose}>
      <div class="compare">
        <Side checkpoint={first} />
        <figure class="compare-wipe">
          <div class="compare-both" onPointerDown={wipe} onPointerMove={(event) => event.buttons === 1 && wipe(event)}>
            <Picture checkpoint={first} />
            <div class="compare-upper" style={{ clipPath: `inset(0 0 0 ${wiped.value}%)` }}>
              <Picture checkpoint={second} />
            </div>
            <span class="compare-border" style={{ left: `${wiped.value}%` }} />
          </div>
          <figcaption>
            <input
              class="slider"
              type="range"
              min={0}
              max={100}
              value={wiped.value}
              style={{ '--filled': wiped.value / 100 }}
              aria-label={`How much of ${titleOf(first)} is seen, the rest is ${titleOf(second)}`}
              onInput={(event) => (wiped.value = Number(event.currentTarget.value))}
            />
          </figcaption>
        </figure>
        <Side checkpoint={second} />
      </div>
    </Dialog>
  );
}

function Side({ checkpoint }: { checkpoint: Checkpoint }) {
  return (
    <figure class="compare-side">
      <Picture checkpoint={checkpoint} />
      <figcaption>
        <strong>{titleOf(checkpoint)}</strong>
        <span class="muted small">
          step {whole(checkpoint.step)} of {checkpoint.run}
        </span>
        <span class="muted small">{checkpoint.parent === null ? 'has no parent' : `came from ${checkpoint.parent}`}</span>
      </figcaption>
    </figure>
  );
}
