import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { askForLink } from './link';

/** The link that opens this world elsewhere, or why there is none. */
export function LinkRow() {
  const link = useSignal<string | null>(null);
  const whyNone = useSignal<string | null>(null);
  const wasCopied = useSignal(false);
  useEffect(() => {
    void askForLink().then((answer) => {
      link.value = answer.link;
      whyNone.value = answer.whyNone;
    });
  }, []);

  const copy = async (field: HTMLInputElement | null | undefined): Promise<void> => {
    field?.select();
    // Pages that did not come by HTTPS have no clipboard; what is selected can be copied by hand.
    await navigator.clipboard?.writeText(link.value ?? '');
    wasCopied.value = navigator.clipboard !== undefined;
  };

  return whyNone.value !== null ? (
    <div class="row">
      <span>Link</span>
      <span class="grow muted small">There is none: {whyNone.value}</span>
    </div>
  ) : (
    <div class="row">
      <label for="world-link">Link</label>
      <input id="world-link" class="input grow" type="text" readOnly value={link.value ?? ''} placeholder="one moment" />
      <button
        type="button"
        class="button"
        disabled={link.value === null}
        onClick={(event) => void copy(event.currentTarget.parentElement?.querySelector('input'))}
      >
        {wasCopied.value ? 'Copied' : 'Copy'}
      </button>
    </div>
  );
}
