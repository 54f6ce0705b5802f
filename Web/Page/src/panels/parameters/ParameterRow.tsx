import { useSignal } from '@preact/signals';
import type { Parameter } from '../../protocol';
import { state } from '../../store';
import { MainEditor, ResetButton, ValueSlider } from './editors';
import { nameWith } from './names';
import type { ParameterValue } from './parameterValue';
import { valueOf } from './parameterValue';

/**
 * A parameter of the world: name and value, slider, explanation, and what there is to say about a change. While another name of it is
 * looked for, that name stands beside its own.
 */
export function ParameterRow({ parameter, search }: { parameter: Parameter; search: string }) {
  const isExplained = useSignal(false);
  const value = valueOf(parameter, null);
  const found = nameWith(parameter, search);
  const isOther = found !== null && found !== parameter.name;
  return (
    <li class={`parameter ${value.isWaiting.value ? 'waiting' : ''}`}>
      <div class="parameter-line">
        <button
          type="button"
          class="parameter-name"
          aria-expanded={isExplained.value}
          title={help(parameter).join('\n')}
          onClick={() => (isExplained.value = !isExplained.value)}
        >
          {parameter.name}
        </button>
        <span class={`parameter-beside ${isOther ? 'accent' : 'muted'}`}>{isOther ? found : parameter.unit}</span>
        <ResetButton value={value} />
        <MainEditor value={value} />
      </div>
      <ValueSlider value={value} />
      <p class="explanation">{parameter.explanation}</p>
      {isExplained.value && help(parameter).map((line) => <p class="explanation" key={line}>{line}</p>)}
      <Remark value={value} />
      {value.isWaiting.value && (
        <div class="parameter-actions">
          <button type="button" onClick={() => value.cancel()}>Cancel</button>
          <button type="button" class="primary" onClick={() => value.apply()}>Apply</button>
        </div>
      )}
    </li>
  );
}

/** What is wrong with a value, what a change would bring about, or which species it does not hold for. */
function Remark({ value }: { value: ParameterValue }) {
  if (value.refusal.value !== null) {
    return <p class="remark warning" role="alert">{value.refusal.value}</p>;
  }

  // What is structural says so when it is about to happen, what waits for a new start says so always.
  const { consequence, structural } = value.parameter;
  if (consequence !== '' && (value.isWaiting.value || !structural)) {
    return <p class="remark accent">{consequence}</p>;
  }

  const own = value.own.value;
  return own.length === 0 || state.value?.coupling === 'Shared' ? null : (
    <p class="remark accent">
      Species {own.join(', ')} {own.length === 1 ? 'differs' : 'differ'}; a change here is for all.
    </p>
  );
}

function help(parameter: Parameter): string[] {
  const lines = [`May be ${parameter.range}${parameter.unit === '' ? '' : `, in ${parameter.unit}`}. Usually ${parameter.standard}.`];
  if (parameter.otherNames.length > 0) {
    lines.push(`Also known as ${parameter.otherNames.join(', ')}.`);
  }

  return lines;
}
