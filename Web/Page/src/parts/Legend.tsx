import { useEffect, useRef } from 'preact/hooks';
import { ramp, shownHead } from '../canvas/palette';
import { colours, entityColours, layer, layerIndex, state, welcome } from '../store';
import { parseColour } from '../tables';
import { digits, percent } from '../text';

/** What the colours of the shown layer mean. */
export function Legend() {
  const shown = layer.value;
  if (!shown || !shownHead.value) {
    return null;
  }
  return (
    <section class={`card legend ${shown.isEntities ? 'entities' : ''}`} aria-label="Legend">
      <strong class="title">{shown.index ? `${shown.title} ${layerIndex.value}` : shown.title}</strong>
      <p class="muted small">{shown.explanation}</p>
      {shown.isEntities ? <Territory /> : <Numbers />}
    </section>
  );
}

function Territory() {
  const now = state.value;
  const all = now ? now.territory.reduce((sum, cells) => sum + cells, 0) : 0;
  const share = (entity: number): string => (all > 0 ? percent((now?.territory[entity] ?? 0) / all) : '');
  return (
    <ul class="chips">
      <Chip colour={entityColours.value[0]} name="sun" share={share(0)} isWide />
      <Chip colour={welcome.value?.wall} name="wall" share="" isWide />
      {Array.from({ length: now?.species ?? 0 }, (_, n) => (
        <Chip key={n + 1} colour={entityColours.value[n + 1]} name={String(n + 1)} share={share(n + 1)} />
      ))}
    </ul>
  );
}

function Chip({ colour, name, share, isWide = false }: { colour: string | undefined; name: string; share: string; isWide?: boolean }) {
  return (
    <li class={isWide ? 'chip wide' : 'chip'}>
      <span class="chip-colour" style={{ background: colour, color: colour && isBright(colour) ? '#0c0e14' : '#e8ecf4' }}>
        {name}
      </span>
      <span class="muted number">{share}</span>
    </li>
  );
}

/** Whether dark letters are easier to read on a colour. */
function isBright(colour: string): boolean {
  const [red, green, blue] = parseColour(colour);
  return 0.299 * red + 0.587 * green + 0.114 * blue > 115;
}

function Numbers() {
  const known = ramp.value;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context && known) {
      const image = context.createImageData(256, 1);
      for (let level = 0; level < 256; level++) {
        image.data.set([...parseColour(known.slice(6 * level, 6 * level + 6)), 255], 4 * level);
      }
      context.putImageData(image, 0, 0);
    }
  }, [known]);
  const { low, high } = colours.value ?? { low: 0, high: 0 };
  return known === null ? null : (
    <div class="ramp">
      <canvas ref={canvas} width={256} height={1} aria-hidden="true" />
      <div class="ramp-labels muted small number">
        <span>{digits(low)}</span>
        <span>{digits((low + high) / 2)}</span>
        <span>{digits(high)}</span>
      </div>
    </div>
  );
}
