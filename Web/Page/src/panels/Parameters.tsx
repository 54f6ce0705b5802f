import { signal } from '@preact/signals';
import { Section } from '../parts/Section';
import type { Parameter } from '../protocol';
import { rules } from '../store';
import { isAbout } from './parameters/names';
import { ParameterRow } from './parameters/ParameterRow';
import './parameters/parameters.css';
import { WhyNot } from './reasons';

const search = signal('');
const field: { current: HTMLInputElement | null } = { current: null };

/** Goes to the search for parameters, ready to type. */
export function focusSearch(): void {
  field.current?.focus();
  field.current?.select();
}

/** All parameters: behind a search, what most people turn first, and apart from that the others in groups. */
export function Parameters() {
  const all = rules.value?.parameters ?? [];
  const sought = search.value.trim();
  return (
    <div class="parameters">
      <SearchField />
      {sought === '' ? (
        <>
          <Section title="Parameters">
            <WhyNot />
            <Rows parameters={all.filter((one) => one.group === 'main')} />
          </Section>
          <Section title="Further parameters" folded>
            <Rows parameters={all.filter((one) => one.group === 'advanced')} />
          </Section>
          <Section title="What the world is made of" folded>
            <Rows parameters={all.filter((one) => one.group === 'world')} />
          </Section>
        </>
      ) : (
        <Found parameters={all.filter((one) => isAbout(one, sought))} sought={sought} />
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
    <div class="search row" role="search">
      <input
        type="text"
        class="input grow"
        ref={(element) => {
          field.current = element;
        }}
        placeholder="Search parameters"
        aria-label="Search parameters, by any name they have"
        autocomplete="off"
        spellcheck={false}
        value={search.value}
        onInput={(event) => (search.value = event.currentTarget.value)}
        onKeyDown={press}
      />
      {search.value === '' ? (
        <span class="key" aria-hidden="true">
          /
        </span>
      ) : (
        <button type="button" class="button quiet" aria-label="Clear the search" onClick={clear}>
          ✕
        </button>
      )}
    </div>
  );
}

function Found({ parameters, sought }: { parameters: readonly Parameter[]; sought: string }) {
  return (
    <div class="section section-body found" aria-live="polite">
      {parameters.length > 0 ? (
        <Rows parameters={parameters} sought={sought} />
      ) : (
        <p class="muted">No parameter is about “{sought}”.</p>
      )}
    </div>
  );
}

function Rows({ parameters, sought = '' }: { parameters: readonly Parameter[]; sought?: string }) {
  return (
    <ul class="rows">
      {parameters.map((one) => (
        <ParameterRow key={one.name} parameter={one} sought={sought} />
      ))}
    </ul>
  );
}
