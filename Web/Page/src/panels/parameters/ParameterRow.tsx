import { useSignal } from '@preact/signals';
import type { Parameter } from '../../protocol';
import { state } from '../../store';
import { Refusal } from '../reasons';
import { MainEditor, ResetButton, ValueSlider } from './editors';
import { nameWith } from './names';
import type { ParameterValue } from './parameterValue';
import { valueOf } from './parameterValue';
import { Waits } from './Waits';

/**
 * A parameter of the world: name and value, slider, explanation, and what there is to say about a change. While another name of it is
 * looked for, that name stands beside its own.
 */
export function ParameterRow({ parameter, sought }: { parameter: Parameter; sought: string }) {
  const showsHelp = useSignal(false);
  const value = valueOf(parameter, null);
  const found = nameWith(parameter, sought);
  const isOther = found !== null && found !== parameter.name;
  const help = helpOf(parameter);
  return (
    <li class={value.isWaiting.value ? 'parameter waiting' : 'parameter'}>
      <div class="row">
        <button
          type="button"
          class="parameter-name"
          aria-expanded={showsHelp.value}
          title={help.join('\n')}
          onClick={() => (showsHelp.value = !showsHelp.value)}
        >
          {parameter.name}
        </button>
        <span class={`grow clip small ${isOther ? 'accent' : 'muted'}`}>{isOther ? found : parameter.unit}</span>
        <ResetButton value={value} />
        <MainEditor value={value} />
      </div>
      <ValueSlider value={value} />
      <p class="muted small">{parameter.explanation}</p>
      {showsHelp.value && help.map((line) => <p key={line} class="muted small">{line}</p>)}
      <Remark value={value} />
      <Waits value={value} />
    </li>
  );
}

/** What is wrong with a value, what a change brings about, or which species it does not hold for. */
function Remark({ value }: { value: ParameterValue }) {
  if (value.refusal.value !== null) {
    return <Refusal of={value.refusal} />;
  }

  // What is structural says so when it is about to happen; what waits for a new start says so always.
  const { consequence, structural } = value.parameter;
  if (consequence !== '' && (value.isWaiting.value || !structural)) {
    return <p class="accent small">{consequence}</p>;
  }

  const own = state.value?.coupling === 'Shared' ? [] : value.own.value;
  return own.length === 0 ? null : (
    <p class="accent small">
      Species {own.join(', ')} {own.length === 1 ? 'differs' : 'differ'}; a change here is for all.
    </p>
  );
}

function helpOf(parameter: Parameter): string[] {
  const lines = [`May be ${parameter.range}${parameter.unit === '' ? '' : `, in ${parameter.unit}`}. Usually ${parameter.standard}.`];
  return parameter.otherNames.length === 0 ? lines : [...lines, `Also known as ${parameter.otherNames.join(', ')}.`];
}
