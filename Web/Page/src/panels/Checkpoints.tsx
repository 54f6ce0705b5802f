import { signal } from '@preact/signals';
import type { Checkpoint } from '../protocol';
import { checkpoints, state } from '../store';
import { steerable, useAsking } from './asking';
import './checkpoints/checkpoints.css';
import { CheckpointCard } from './checkpoints/CheckpointCard';
import { CheckpointDetails } from './checkpoints/CheckpointDetails';
import { Compare } from './checkpoints/Compare';
import { keyOf } from './checkpoints/pictures';
import { Refusal, WhyNot } from './reasons';

// By keys: whose details are open, and which are being compared, where they are.
const opened = signal<string | null>(null);
const compared = signal<readonly string[] | null>(null);

/** The run's name, and what was kept of it and of others, the newest first. */
export function Checkpoints() {
  const { refusal, say } = useAsking();
  const all = [...checkpoints.value].reverse();
  const pair = (compared.value ?? []).map((key) => all.find((one) => keyOf(one) === key));
  const [first, second] = pair;
  return (
    <>
      <div class="row">
        <span class="grow clip">This run: {state.value?.run}</span>
        {all.length > 1 && (
          <button
            type="button"
            class="button quiet"
            aria-pressed={compared.value !== null}
            onClick={() => (compared.value = compared.value === null ? [] : null)}
          >
            Compare
          </button>
        )}
        <button {...steerable()} class="button" onClick={() => void say({ keep: true })}>
          Save <span class="key">S</span>
        </button>
      </div>
      <WhyNot />
      <Refusal of={refusal} />
      {compared.value !== null && <p class="accent small" role="status">Choose two pictures to compare.</p>}
      {all.length === 0 && <p class="muted small">Saved moments stand here; a click goes back to one.</p>}
      <ul class="tray">
        {all.map((one) => (
          <Tile key={keyOf(one)} checkpoint={one} />
        ))}
      </ul>
      {first && second && <Compare first={first} second={second} onClose={() => (compared.value = null)} />}
    </>
  );
}

// The details take a whole line below the card's.
function Tile({ checkpoint }: { checkpoint: Checkpoint }) {
  const key = keyOf(checkpoint);
  const isOpen = opened.value === key;
  return (
    <>
      <CheckpointCard
        checkpoint={checkpoint}
        isOpen={isOpen}
        onToggle={() => (opened.value = isOpen ? null : key)}
        isChosen={compared.value === null ? null : compared.value.includes(key)}
        onChoose={() => choose(key)}
      />
      {isOpen && <CheckpointDetails checkpoint={checkpoint} />}
    </>
  );
}

function choose(key: string): void {
  const before = compared.value ?? [];
  compared.value = before.includes(key) ? before.filter((one) => one !== key) : [...before, key];
}
