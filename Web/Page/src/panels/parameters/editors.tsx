// What changes a parameter: its slider, its switch, choice or field, and the way back.

import { steerable } from '../asking';
import type { ParameterValue } from './parameterValue';
import { scaleOf } from './scale';
import { Slider } from './Slider';
import { ValueField } from './ValueField';

interface Props {
  value: ParameterValue;
}

/** The slider of a number; nothing for what has none. */
export function ValueSlider({ value }: Props) {
  const scale = scaleOf(value.parameter);
  return scale && value.parameter.choices.length === 0 ? (
    <Slider
      scale={scale}
      label={`${labelOf(value)}, slider`}
      text={value.text.value}
      disabled={steerable().disabled}
      onDrag={(text) => value.drag(text)}
      onSet={(text) => value.set(text)}
    />
  ) : null;
}

/** Switch, choice or typed value. */
export function MainEditor({ value }: Props) {
  const { kind, choices } = value.parameter;
  const text = value.text.value;
  const { disabled, title } = steerable();
  const same = { disabled, title, 'aria-label': labelOf(value) };
  if (kind === 'switch') {
    return (
      <input
        type="checkbox"
        role="switch"
        class="switch"
        checked={text === 'true'}
        onChange={(event) => value.set(String(event.currentTarget.checked))}
        {...same}
      />
    );
  }

  if (choices.length > 0) {
    return (
      <select class="select" value={text} onChange={(event) => value.set(event.currentTarget.value)} {...same}>
        {choices.map((choice) => (
          <option key={choice}>{choice}</option>
        ))}
      </select>
    );
  }

  return (
    <ValueField
      label={labelOf(value)}
      text={text}
      disabled={disabled}
      isNumber={kind === 'integer' || kind === 'number'}
      isWide={scaleOf(value.parameter) === null}
      onSet={(typed) => value.set(typed)}
    />
  );
}

/** Goes back to the usual value; nothing where it is that. */
export function ResetButton({ value }: Props) {
  if (value.isStandard.value) {
    return null;
  }

  const title = `Set back to ${value.standard.value}, ${value.species === null ? 'the usual value' : 'which holds for all'}`;
  return (
    <button
      {...steerable()}
      class="button quiet back"
      title={title}
      aria-label={`${labelOf(value)}: ${title}`}
      onClick={() => value.reset()}
    >
      ↺
    </button>
  );
}

const labelOf = ({ parameter, species }: ParameterValue): string =>
  species === null ? parameter.name : `${parameter.name} of species ${species}`;
