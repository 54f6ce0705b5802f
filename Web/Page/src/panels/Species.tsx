import { entityColours, rules, species, state, values } from '../store';
import { populationText, shareText } from './numbers';
import { SpeciesSettings } from './parameters/SpeciesSettings';
import './species.css';

/** A row for every species, and under the chosen one what it has of its own. */
export function Species() {
  const now = state.value;
  if (!now) {
    return <p class="muted">No world yet.</p>;
  }

  const cells = now.width * now.height * now.worlds;
  const shares = Array.from({ length: now.species }, (_, i) => Math.min(1, (now.territory[i + 1] ?? 0) / cells));
  // The longest bar is the largest species, or those of 64 species would be too short to compare.
  const largest = Math.max(...shares);
  return (
    <div class="species">
      <div class="species-caption muted small" aria-hidden="true">
        <span>population</span>
        <span>share of the grid</span>
      </div>
      <ul class="rows">
        {shares.map((share, i) => (
          <li key={i}>
            <SpeciesRow number={i + 1} population={now.populations[i + 1] ?? 0} share={share} largest={largest} />
            {species.value === i + 1 && <SpeciesSettings species={i + 1} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

interface Props {
  number: number;
  population: number;
  share: number;
  largest: number;
}

function SpeciesRow({ number, population, share, largest }: Props) {
  const isChosen = species.value === number;
  const colour = entityColours.value[number] ?? '';
  const hasOwn = hasOwnValues(number);
  return (
    <button
      type="button"
      class={isChosen ? 'species-row chosen' : 'species-row'}
      aria-expanded={isChosen}
      onClick={() => (species.value = number)}
    >
      <span class="swatch" style={{ background: colour }} />
      <span class="species-number">
        <Said words="Species" /> {number}
      </span>
      <span class={hasOwn ? 'own is-there' : 'own'}>{hasOwn && <Said words="with settings of its own" />}</span>
      <span class="muted">
        <Said words="population" /> {populationText(population)}
      </span>
      <span class="bar">{share > 0 && <span style={{ background: colour, width: `${(100 * share) / largest}%` }} />}</span>
      <span>
        {shareText(share)} <Said words="of the grid" />
      </span>
    </button>
  );
}

// For those who hear the row, and do not see the caption above it.
const Said = ({ words }: { words: string }) => <span class="unseen">{words}</span>;

function hasOwnValues(number: number): boolean {
  return (rules.value?.parameters ?? []).some((one) => one.perSpecies && values.value[one.name]?.own[number] !== undefined);
}
