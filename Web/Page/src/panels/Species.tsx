import { entityColours, rules, species, state, values } from '../store';
import { countText, shareText } from './numbers';
import { SpeciesSettings } from './parameters/SpeciesSettings';

/** A row for every species, and under the chosen one what it has of its own. */
export function Species() {
  const now = state.value;
  if (!now) {
    return <p class="note">No world yet.</p>;
  }

  const cells = now.width * now.height * now.worlds;
  const shares = Array.from({ length: now.species }, (_, i) => Math.min(1, (now.territory[i + 1] ?? 0) / cells));
  // The longest bar is the largest species, or those of 64 species would be too short to compare.
  const largest = Math.max(...shares, 1e-9);
  return (
    <div class="species">
      <div class="species-caption" aria-hidden="true">
        <span>population</span>
        <span>share of the grid</span>
      </div>
      <ul class="rows">
        {shares.map((share, i) => (
          <li key={i}>
            <SpeciesRow number={i + 1} population={now.populations[i + 1] ?? 0} share={share} length={share / largest} />
            {species.value === i + 1 && <SpeciesSettings species={i + 1} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

function SpeciesRow({ number, population, share, length }: { number: number; population: number; share: number; length: number }) {
  const isChosen = species.value === number;
  const colour = entityColours.value[number] ?? '';
  const label = `Species ${number}: population ${countText(population)}, ${shareText(share)} of the grid`;
  return (
    <button
      type="button"
      class={`species-row ${isChosen ? 'chosen' : ''}`}
      aria-label={label}
      aria-expanded={isChosen}
      onClick={() => (species.value = number)}
    >
      <span class="swatch" style={{ background: colour }} />
      <span class="species-number">{number}</span>
      <span class="own-dot">{hasOwn(number) && <span class="dot accent" title="has settings of its own" />}</span>
      <span class="species-population">{countText(population)}</span>
      <span class="species-bar">
        {share > 0 && <span style={{ background: colour, width: `${100 * length}%` }} />}
      </span>
      <span class="species-share">{shareText(share)}</span>
    </button>
  );
}

function hasOwn(number: number): boolean {
  return (rules.value?.parameters ?? []).some((one) => one.perSpecies && values.value[one.name]?.own[number] !== undefined);
}
