import { useSignal } from '@preact/signals';
import { people } from '../store';
import { rename } from '../socket';
import './people.css';

const longestName = 40;

/** Who watches, which of them steer, and a field for one's own name. */
export function People() {
  const others = people.value.filter((one) => !one.isYou);
  const you = people.value.find((one) => one.isYou);
  return (
    <>
      <OwnName known={you?.name ?? ''} />
      <ul class="people">
        {[...(you ? [you] : []), ...others].map((one, i) => (
          <li key={i} class="row">
            <span class="grow clip">
              {one.name}
              {one.isYou && <span class="muted"> (you)</span>}
            </span>
            <span class={one.maySteer ? 'badge active' : 'badge'}>{one.maySteer ? 'steers' : 'watches'}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function OwnName({ known }: { known: string }) {
  const typed = useSignal<string | null>(null);
  const take = (): void => {
    const name = typed.value?.trim() ?? '';
    typed.value = null;
    if (name !== '' && name !== known) {
      rename(name);
    }
  };

  return (
    <form
      class="row"
      onSubmit={(event) => {
        event.preventDefault();
        take();
      }}
    >
      <label for="own-name">Your name</label>
      <input
        id="own-name"
        class="input grow"
        type="text"
        autocomplete="nickname"
        maxLength={longestName}
        placeholder="what others see"
        value={typed.value ?? known}
        onInput={(event) => (typed.value = event.currentTarget.value)}
        onBlur={take}
      />
    </form>
  );
}
