import { useSignal } from '@preact/signals';
import { readable } from './parameterValue';

/** A field to type a value: Enter and leaving it take what was typed, Escape forgets it. */
export function NumberField(props: {
  label: string;
  text: string;
  disabled: boolean;
  isNumber: boolean;
  isWide: boolean;
  onSet: (text: string) => void;
}) {
  const typed = useSignal<string | null>(null);

  const take = (): void => {
    const text = typed.value;
    typed.value = null;
    if (text !== null && text.trim() !== '' && text !== readable(props.text)) {
      props.onSet(text);
    }
  };

  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') {
      take();
    } else if (event.key === 'Escape' && typed.value !== null) {
      event.stopPropagation();
      typed.value = null;
    }
  };

  return (
    <input
      type="text"
      class={`field number ${props.isWide ? 'wide' : ''}`}
      inputMode={props.isNumber ? 'decimal' : 'text'}
      autocomplete="off"
      spellcheck={false}
      value={typed.value ?? readable(props.text)}
      disabled={props.disabled}
      aria-label={props.label}
      onInput={(event) => (typed.value = event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={take}
      onKeyDown={press}
    />
  );
}
