import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import type { Checkpoint } from '../../protocol';
import { steerable, useAsking, whyNot } from '../asking';
import { Refusal } from '../reasons';
import { fileOf } from './pictures';

const longestLabel = 40;

/** What can be done with a checkpoint: to name it, download it, delete it. */
export function CheckpointDetails({ checkpoint }: { checkpoint: Checkpoint }) {
  const { refusal, say } = useAsking();
  const typed = useSignal<string | null>(null);
  const isSure = useSignal(false);
  const id = useId();
  const { name, label, run, parent } = checkpoint;

  const take = async (): Promise<void> => {
    const wanted = typed.value?.trim();
    if (wanted !== undefined && wanted !== label) {
      await say({ rename: { checkpoint: name, label: wanted } });
    }

    typed.value = null;
  };

  // What is deleted does not come back, so the first click only asks.
  const remove = (): void => {
    if (isSure.value) {
      void say({ delete: name });
    }

    isSure.value = !isSure.value;
  };

  return (
    <li class="kept-details">
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          void take();
        }}
      >
        <label for={id}>Name</label>
        <input
          id={id}
          class="input grow"
          type="text"
          maxLength={longestLabel}
          placeholder="a name, then Enter"
          value={typed.value ?? label}
          disabled={whyNot.value !== null}
          onInput={(event) => (typed.value = event.currentTarget.value)}
          onBlur={() => void take()}
        />
        <button {...steerable()} class={isSure.value ? 'button sure' : 'button'} onClick={remove} onBlur={() => (isSure.value = false)}>
          {isSure.value ? 'Really?' : 'Delete'}
        </button>
      </form>
      <div class="row">
        <span class="grow">Download</span>
        <a class="button" href={fileOf(checkpoint, 'eco')} download={`${name}.eco`}>
          .eco
        </a>
        <a class="button" href={fileOf(checkpoint, 'petri')} download={`${name}.petri`}>
          .petri
        </a>
      </div>
      <p class="muted small">
        {name}, of {run}
        {parent !== null && `, which came from ${parent}`}
      </p>
      <Refusal of={refusal} />
    </li>
  );
}
