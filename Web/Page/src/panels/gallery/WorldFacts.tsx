import type { World } from '../../protocol';
import { entityColours } from '../../store';
import { whole } from '../../text';

// More colours than this say no more.
const mostSwatches = 16;

/** A world's name, what it is like, and its species in the colours that they will have. */
export function WorldFacts({ world }: { world: World }) {
  const { name, explanation, width, height, species, step } = world;
  return (
    <>
      <span class="world-colours" aria-hidden="true">
        {Array.from({ length: Math.min(species, mostSwatches) }, (_, i) => (
          <span key={i} style={{ background: entityColours.value[i + 1] ?? '' }} />
        ))}
      </span>
      <strong>{name}</strong>
      <span class="world-explanation small">{explanation}</span>
      <span class="muted small number">
        {whole(width)} × {whole(height)} cells, {species} species{step > 0 && `, step ${whole(step)}`}
      </span>
    </>
  );
}
