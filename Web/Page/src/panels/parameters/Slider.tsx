import type { NumberScale } from './scale';
import { numberText } from './scale';

// Places along a slider: more than any screen has pixels for it.
const places = 2000;

const directions: Record<string, 1 | -1> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };

interface Props {
  scale: NumberScale;
  label: string;
  text: string;
  disabled: boolean;
  onDrag: (text: string) => void;
  onSet: (text: string) => void;
}

/** A slider over a scale. Keys go to round values, as in the window. */
export function Slider({ scale, label, text, disabled, onDrag, onSet }: Props) {
  const fraction = scale.fraction(Number(text));
  const at = (slider: HTMLInputElement): string => numberText(scale.value(Number(slider.value) / places));

  const press = (event: KeyboardEvent): void => {
    const direction = directions[event.key];
    if (direction !== undefined && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      onSet(numberText(scale.step(Number(text), direction, event.shiftKey)));
    }
  };

  return (
    <input
      type="range"
      class="slider"
      min={0}
      max={places}
      step={1}
      value={Math.round(fraction * places)}
      style={{ '--filled': fraction }}
      disabled={disabled}
      aria-label={label}
      aria-valuetext={text}
      onInput={(event) => onDrag(at(event.currentTarget))}
      onChange={(event) => onSet(at(event.currentTarget))}
      onKeyDown={press}
    />
  );
}
