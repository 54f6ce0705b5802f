import type { WorldEvent } from '../../protocol';
import { entityColours, events, samples } from '../../store';
import { digits, percent, whole } from '../../text';
import { eventKinds, kindColour, kindName } from './eventKinds';
import { sampleOf } from './table';

interface Props {
  pointed: number | null; // an observation, by its place; null for the last one
  isAll: boolean;
  onShowAll: () => void;
}

/** What was observed where the pointer is, or at last; and what the marks mean. */
export function Legend({ pointed, isAll, onShowAll }: Props) {
  const all = samples.value;
  const at = Math.min(pointed ?? Infinity, all.length - 1);
  const sample = all[at];
  const happened = pointed === null ? [] : events.value.filter((event) => sampleOf(event, all) === at);
  return (
    <div class="history-legend small">
      {sample && (
        <div class="history-values number">
          <strong>step {whole(sample.step)}</strong>
          <span class="reading entropy">
            entropy <span class="muted">{digits(sample.entropy)}</span>
          </span>
          <span class="reading loss">
            loss <span class="muted">{sample.loss === null ? 'none' : digits(sample.loss)}</span>
          </span>
          {[...sample.shares.keys()].map((i) => (i + 1) % sample.shares.length).map((entity) => (
            <span key={entity} class="reading">
              <span class="swatch" style={{ background: entityColours.value[entity] ?? '' }} />
              {entity === 0 ? 'sun' : entity} <span class="muted">{percent(sample.shares[entity] ?? 0)}</span>
            </span>
          ))}
        </div>
      )}
      {happened.length > 0 ? <Happened events={happened} /> : <Kinds />}
      {!isAll && (
        <button type="button" class="button quiet" onClick={onShowAll}>
          Show all
        </button>
      )}
    </div>
  );
}

function Happened({ events: all }: { events: readonly WorldEvent[] }) {
  return (
    <div class="history-kinds clip">
      {all.slice(-3).map((event) => (
        <span key={event.id} class="reading">
          <span class="dot" style={{ background: kindColour(event.kind) }} />
          {event.text}
        </span>
      ))}
    </div>
  );
}

// Only of what has happened: there is little room.
function Kinds() {
  const there = new Set(events.value.map((event) => event.kind));
  return (
    <div class="history-kinds muted">
      {eventKinds.filter((kind) => there.has(kind)).map((kind) => (
        <span key={kind} class="reading">
          <span class="dot" style={{ background: kindColour(kind) }} />
          {kindName(kind)}
        </span>
      ))}
    </div>
  );
}
