import { useEffect, useState } from 'preact/hooks';
import { notice } from '../store';

// How long a notice stays, in milliseconds: longer the more there is to read.
const leastTime = 4000;
const timePerLetter = 50;

/** What was last said, for a while. */
export function Toast() {
  const said = notice.value;
  const [gone, setGone] = useState<typeof said>(null);
  useEffect(() => {
    if (said) {
      const timer = setTimeout(() => setGone(said), leastTime + timePerLetter * said.text.length);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [said]);
  return (
    <div class="toasts" role="status" aria-live="polite">
      {said && said !== gone && (
        <button class={said.warning ? 'card toast warning' : 'card toast'} type="button" title="Close" onClick={() => setGone(said)}>
          <span class="dot" />
          {said.text}
        </button>
      )}
    </div>
  );
}
