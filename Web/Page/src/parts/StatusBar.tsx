import { framesPerSecond, showsKeys, showsPanel, state, welcome } from '../store';
import { rate, whole } from '../text';

/** How the world goes, in one line, for when there is no panel. */
export function StatusBar() {
  const now = state.value;
  const parts = [
    ['step', whole(now?.step ?? 0)],
    ['steps/s', rate(now?.stepsPerSecond ?? 0)],
    ['frames/s', rate(framesPerSecond.value)],
    ['device', welcome.value?.device ?? ''],
  ] as const;
  return (
    <div class="card status small">
      {parts.map(([name, value]) => (
        <span key={name} class={`status-${name.replace('/', '-')}`}>
          <span class="muted">{name}</span> <strong class="number">{value}</strong>
        </span>
      ))}
      <button class="button quiet" type="button" onClick={() => (showsKeys.value = true)}>
        Keys <span class="key">?</span>
      </button>
      <button class="button quiet" type="button" onClick={() => (showsPanel.value = true)}>
        Panel <span class="key">H</span>
      </button>
    </div>
  );
}
