import { useSignal } from '@preact/signals';
import { readable } from './parameterValue';

interface Props {
  label: string;
  text: string;
  disabled: boolean;
  isNumber: boolean;
  isWide: boolean;
  onSet: (text: string) => void;
}

/** A field to type a value: Enter and leaving it take what was typed, Escape forgets it. */
export function ValueField({ label, text, disabled, isNumber, isWide, onSet }: Props) {
  const typed = useSignal<string | null>(null);

  const take = (): void => {
    const wanted = typed.value;
    typed.value = null;
    if (wanted !== null && wanted.trim() !== '' && wanted !== readable(text)) {
      onSet(wanted);
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
      class={`input value-field number ${isWide ? 'wide' : ''}`}
      inputMode={isNumber ? 'decimal' : 'text'}
      autocomplete="off"
      spellcheck={false}
      value={typed.value ?? readable(text)}
      disabled={disabled}
      aria-label={label}
      onInput={(event) => (typed.value = event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={take}
      onKeyDown={press}
    />
  );
}
