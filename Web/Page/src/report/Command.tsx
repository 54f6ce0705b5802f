import { useSignal } from '@preact/signals';

/** A command to take along. */
export function Command({ command }: { command: string }) {
  const wasCopied = useSignal(false);
  const copy = async (field: HTMLInputElement | null | undefined): Promise<void> => {
    field?.select();
    // Some browsers give pages from a disk no clipboard; what is selected can be copied by hand.
    await navigator.clipboard?.writeText(command);
    wasCopied.value = navigator.clipboard !== undefined;
  };
  return (
    <div>
      <label class="muted small" for="command">See and steer this very world</label>
      <div class="row">
        <input id="command" class="input grow command" type="text" readOnly value={command} />
        <button type="button" class="button" onClick={(event) => void copy(event.currentTarget.parentElement?.querySelector('input'))}>
          {wasCopied.value ? 'Copied' : 'Copy'}
        </button>
        <span class="unseen" role="status">{wasCopied.value ? 'Copied' : ''}</span>
      </div>
    </div>
  );
}
