import { signal } from '@preact/signals';
import type { Parameter } from '../protocol';
import { rules } from '../store';
import { whyNot } from './asking';
import { isAbout } from './parameters/names';
import { ParameterRow } from './parameters/ParameterRow';

const search = signal('');
const field: { current: HTMLInputElement | null } = { current: null };

/** Goes to the search for parameters, ready to type. */
export function focusSearch(): void {
  field.current?.focus();
  field.current?.select();
  field.current?.scrollIntoView({ block: 'nearest' });
}

/** All parameters: behind a search, what most people turn first, and apart from that the others in groups. */
export function Parameters() {
  const all = rules.value?.parameters ?? [];
  const sought = search.value.trim();
  return (
    <div class="parameters">
      <SearchField />
      {whyNot.value !== null && <p class="note">{whyNot.value}</p>}
      {sought === '' ? (
        <>
          <Rows parameters={all.filter((one) => one.group === 'main')} />
          <Group title="Further parameters" parameters={all.filter((one) => one.group === 'advanced')} />
          <Group title="What the world is made of" parameters={all.filter((one) => one.group === 'world')} />
        </>
      ) : (
        <Found parameters={all.filter((one) => isAbout(one, sought))} />
      )}
    </div>
  );
}

function SearchField() {
  const clear = (): void => {
    search.value = '';
    field.current?.focus();
  };

  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      if (search.value === '') {
        field.current?.blur();
      }

      search.value = '';
    }
  };

  return (
    <div class="search" role="search">
      <input
        type="text"
        class="field"
        ref={(element) => {
          field.current = element;
        }}
        placeholder="Search parameters"
        aria-label="Search parameters by any name they have"
        autocomplete="off"
        spellcheck={false}
        value={search.value}
        onInput={(event) => (search.value = event.currentTarget.value)}
        onKeyDown={press}
      />
      {search.value === '' ? (
        <kbd aria-hidden="true">/</kbd>
      ) : (
        <button type="button" class="quiet icon" aria-label="Clear the search" onClick={clear}>✕</button>
      )}
    </div>
  );
}

function Found({ parameters }: { parameters: readonly Parameter[] }) {
  return parameters.length > 0 ? <Rows parameters={parameters} /> : <p class="note">No parameter is about “{search.value}”.</p>;
}

function Group({ title, parameters }: { title: string; parameters: readonly Parameter[] }) {
  return parameters.length === 0 ? null : (
    <details class="group">
      <summary>{title}</summary>
      <Rows parameters={parameters} />
    </details>
  );
}

function Rows({ parameters }: { parameters: readonly Parameter[] }) {
  return (
    <ul class="rows">
      {parameters.map((one) => (
        <ParameterRow key={one.name} parameter={one} search={search.value} />
      ))}
    </ul>
  );
}
