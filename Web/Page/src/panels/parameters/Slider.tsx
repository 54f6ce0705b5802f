import type { NumberScale } from './scale';
import { numberText } from './scale';

// Places along a slider: more than any screen has pixels for it.
const places = 2000;

/** A slider over a scale. Keys go to round values, as in the window. */
export function Slider(props: {
  scale: NumberScale;
  label: string;
  text: string;
  disabled: boolean;
  onDrag: (text: string) => void;
  onSet: (text: string) => void;
}) {
  const { scale, text } = props;
  const fraction = scale.fraction(Number(text));
  const at = (slider: HTMLInputElement): string => numberText(scale.value(Number(slider.value) / places));

  const press = (event: KeyboardEvent): void => {
    const direction = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key] as 1 | -1 | undefined;
    if (direction !== undefined && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      props.onSet(numberText(scale.step(Number(text), direction, event.shiftKey)));
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
      style={{ '--filled': `${100 * fraction}%` }}
      disabled={props.disabled}
      aria-label={props.label}
      aria-valuetext={text}
      onInput={(event) => props.onDrag(at(event.currentTarget))}
      onChange={(event) => props.onSet(at(event.currentTarget))}
      onKeyDown={press}
    />
  );
}
