import { events } from '../store';
import { whole } from '../text';
import './events.css';
import { kindColour, kindName } from './timeline/eventKinds';
import './timeline/timeline.css';

// Who wants to know more looks into the recipe.
const most = 200;

/** What happened, the last first. */
export function Events() {
  const shown = events.value.slice(-most).reverse();
  return shown.length === 0 ? (
    <p class="muted small">Nothing has happened yet</p>
  ) : (
    <ol class="events small">
      {shown.map((event) => (
        <li key={event.id}>
          <span class="dot" title={kindName(event.kind)} style={{ background: kindColour(event.kind) }} />
          <span class="muted number">{whole(event.step)}</span>
          <span>
            {event.text}
            {event.by !== null && event.by !== '' && <span class="muted"> · {event.by}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
