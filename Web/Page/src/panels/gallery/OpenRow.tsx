import type { Signal } from '@preact/signals';
import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { sendWorld } from '../../sendWorld';
import { steerable, whyNot } from '../asking';

interface Props {
  refusal: Signal<string | null>;
  onOpen: (link: string) => void;
  onSent: () => void;
}

/** A field for a link, and a button for a file. */
export function OpenRow({ refusal, onOpen, onSent }: Props) {
  const link = useSignal('');
  const isSending = useSignal(false);
  const picker = useRef<HTMLInputElement>(null);

  const send = async (input: HTMLInputElement): Promise<void> => {
    const file = input.files?.[0];
    if (!file) {
      return;
    }

    isSending.value = true;
    refusal.value = await sendWorld(file);
    isSending.value = false;
    // The same file can be chosen again, after it was made better.
    input.value = '';
    if (refusal.value === null) {
      onSent();
    }
  };

  return (
    <form
      class="row open-row"
      onSubmit={(event) => {
        event.preventDefault();
        if (link.value.trim() !== '') {
          onOpen(link.value.trim());
        }
      }}
    >
      <input
        class="input grow"
        type="text"
        placeholder="a link of the browser platform"
        aria-label="A link of the browser platform"
        value={link.value}
        disabled={whyNot.value !== null}
        onInput={(event) => (link.value = event.currentTarget.value)}
      />
      <button {...steerable()} type="submit" class="button">
        Open
      </button>
      <input ref={picker} type="file" hidden onChange={(event) => void send(event.currentTarget)} />
      <button {...steerable()} class="button" onClick={() => picker.current?.click()}>
        {isSending.value ? 'Sending…' : 'Open a file…'}
      </button>
    </form>
  );
}
