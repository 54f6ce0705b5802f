// What changes a parameter: its slider, and its switch, choice or field.

import { whyNot } from '../asking';
import { NumberField } from './NumberField';
import type { ParameterValue } from './parameterValue';
import { scaleOf } from './scale';
import { Slider } from './Slider';

/** How assistive technology calls a value. */
const labelOf = (value: ParameterValue): string =>
  value.species === null ? value.parameter.name : `${value.parameter.name} of species ${value.species}`;

/** The slider of a number; nothing for what has none. */
export function ValueSlider({ value }: { value: ParameterValue }) {
  const scale = scaleOf(value.parameter);
  return scale && value.parameter.choices.length === 0 ? (
    <Slider
      scale={scale}
      label={`${labelOf(value)}, slider`}
      text={value.text.value}
      disabled={whyNot.value !== null}
      onDrag={(text) => value.drag(text)}
      onSet={(text) => value.set(text)}
    />
  ) : null;
}

/** Switch, choice or typed value. */
export function MainEditor({ value }: { value: ParameterValue }) {
  const { parameter } = value;
  const label = labelOf(value);
  const text = value.text.value;
  const disabled = whyNot.value !== null;
  if (parameter.kind === 'switch') {
    return (
      <input
        type="checkbox"
        role="switch"
        class="switch"
        checked={text === 'true'}
        disabled={disabled}
        aria-label={label}
        onChange={(event) => value.set(String(event.currentTarget.checked))}
      />
    );
  }

  if (parameter.choices.length > 0) {
    return (
      <select class="field" value={text} disabled={disabled} aria-label={label} onChange={(event) => value.set(event.currentTarget.value)}>
        {parameter.choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    );
  }

  const isNumber = parameter.kind === 'integer' || parameter.kind === 'number';
  return (
    <NumberField
      label={label}
      text={text}
      disabled={disabled}
      isNumber={isNumber}
      isWide={scaleOf(parameter) === null}
      onSet={(typed) => value.set(typed)}
    />
  );
}

/** Goes back to the usual value; nothing where it is that. */
export function ResetButton({ value }: { value: ParameterValue }) {
  if (value.isStandard.value) {
    return null;
  }

  const leadsTo = value.species === null ? 'its usual value' : 'what holds for all';
  const title = `Set back to ${leadsTo}, ${value.standard.value}`;
  return (
    <button type="button" class="quiet icon" title={title} aria-label={`${labelOf(value)}: ${title}`} disabled={whyNot.value !== null} onClick={() => value.reset()}>
      ↺
    </button>
  );
}
