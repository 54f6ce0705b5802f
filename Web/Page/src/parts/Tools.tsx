import { largestBrush, paintedChannel, showsFirst } from '../canvas/brush';
import { demand } from '../demand';
import { brushRadius, entityColours, maySteer, rules, species, state, tool, welcome } from '../store';
import { ToolIcon } from './icons';

const keys: Record<string, string> = { look: 'L', wall: 'W', erase: 'E', paint: 'P', seeds: 'D' };

// The slider's steps are finer where the brush is small: cells are the square of them.
const finest = Math.sqrt(largestBrush);

/** What a press on the world does, how wide, and how to take it back. */
export function Tools() {
  const { undo, redo } = state.value ?? { undo: null, redo: null };
  const steers = maySteer.value;
  return (
    <>
      <div class="tools" role="group" aria-label="What a press on the world does">
        {welcome.value?.tools.map((name) => (
          <button
            key={name}
            class="button tool"
            type="button"
            aria-pressed={tool.value === name}
            aria-keyshortcuts={keys[name]}
            disabled={name !== 'look' && !(steers && showsFirst())}
            onClick={() => (tool.value = name)}
          >
            <ToolIcon tool={name} colour={entityColours.value[species.value]} />
            <span>{name[0]!.toUpperCase() + name.slice(1)}</span>
            <span class="key">{keys[name]}</span>
          </button>
        ))}
      </div>
      <div class="row">
        <label for="brush">Brush</label>
        <input
          id="brush"
          class="slider"
          type="range"
          min={0}
          max={finest}
          step="any"
          value={Math.sqrt(brushRadius.value)}
          style={{ '--filled': Math.sqrt(brushRadius.value) / finest }}
          aria-valuetext={cells(brushRadius.value)}
          onInput={(event) => (brushRadius.value = Math.round(event.currentTarget.valueAsNumber ** 2))}
        />
        <output class="muted small number brush-size" for="brush">
          {cells(brushRadius.value)}
        </output>
        <button
          class="button" type="button" disabled={!steers || undo === null} title={undo ? `Take back: ${undo}` : 'There is nothing to take back'}
          onClick={() => void demand({ undo: true })}
        >
          Undo <span class="key">U</span>
        </button>
        <button
          class="button" type="button" disabled={!steers || redo === null} title={redo ? `Do again: ${redo}` : 'There is nothing to do again'}
          onClick={() => void demand({ redo: true })}
        >
          Redo
        </button>
      </div>
      {rules.value?.paintedLayer && <p class="muted small">{whatBrushesChange(paintedChannel())}</p>}
    </>
  );
}

const whatBrushesChange = (channel: number | null): string =>
  channel === null
    ? 'Paint sets the first channel alone, Erase clears all; where the layer Channel is shown, they change that channel and no other.'
    : `Paint sets channel ${channel}, which is shown, and Erase clears it.`;

const cells = (radius: number): string => `${radius} ${radius === 1 ? 'cell' : 'cells'}`;
