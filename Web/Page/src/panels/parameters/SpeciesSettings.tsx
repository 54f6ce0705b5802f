import type { Parameter } from '../../protocol';
import { networks, rules, state } from '../../store';
import { NetworkNote } from '../NetworkNote';
import { Refusal, WhyNot } from '../reasons';
import { MainEditor, ResetButton, ValueSlider } from './editors';
import { valueOf } from './parameterValue';
import { Waits } from './Waits';

/** What a species has of its own. */
export function SpeciesSettings({ species }: { species: number }) {
  const idle = networks.value[species - 1]?.idle ?? [];
  const parameters = (rules.value?.parameters ?? []).filter((one) => one.perSpecies && !idle.includes(one.name));
  return (
    <div class="settings">
      <ul class="rows">
        {parameters.map((one) => (
          <Setting key={`${one.name} ${species}`} parameter={one} species={species} />
        ))}
      </ul>
      <NetworkNote species={species} />
      {state.value?.coupling === 'Shared' && <p class="muted small">All species share one network: a change here is for all.</p>}
      <WhyNot />
    </div>
  );
}

/** A parameter of one species, in one line; a value of its own is marked. */
function Setting({ parameter, species }: { parameter: Parameter; species: number }) {
  const value = valueOf(parameter, species);
  return (
    <li class="setting">
      <div class="row">
        <span class={`setting-name clip ${value.isStandard.value ? 'muted' : 'accent'}`} title={parameter.explanation}>
          {parameter.name}
        </span>
        <span class="grow setting-slider">
          <ValueSlider value={value} />
        </span>
        <span class="setting-back">
          <ResetButton value={value} />
        </span>
        <MainEditor value={value} />
      </div>
      <Refusal of={value.refusal} />
      <Waits value={value} />
    </li>
  );
}
