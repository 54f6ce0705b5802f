import { useRef, useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';

type Height = 'folded' | 'half' | 'full';

const heights: Height[] = ['folded', 'half', 'full'];
const words: Record<Height, string> = { folded: 'Pull the panel up', half: 'Pull the panel up further', full: 'Fold the panel' };

// A drag shorter than this is a tap, in pixels.
const tap = 10;

/** The panel: a column beside the world, or on a phone a sheet below it that is pulled up and folded by its handle. */
export function Sheet({ header, children }: { header: ComponentChildren; children: ComponentChildren }) {
  const [height, setHeight] = useState<Height>('half');
  const start = useRef(0);
  const by = (steps: number): void => setHeight(heights[Math.min(Math.max(heights.indexOf(height) + steps, 0), 2)]!);
  const release = (y: number): void => {
    const pulled = start.current - y;
    if (Math.abs(pulled) > tap) {
      by(Math.sign(pulled) * (Math.abs(pulled) > 0.45 * innerHeight ? 2 : 1));
    }
  };
  return (
    <aside class={`panel is-${height}`} aria-label="Panel">
      <button
        class="handle"
        type="button"
        aria-label={words[height]}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          start.current = event.clientY;
        }}
        onPointerUp={(event) => release(event.clientY)}
        onClick={(event) => {
          // A drag ends with a click too, which is none.
          if (event.detail === 0 || Math.abs(event.clientY - start.current) <= tap) {
            setHeight(heights[(heights.indexOf(height) + 1) % heights.length]!);
          }
        }}
      />
      {header}
      <div class="panel-body">{children}</div>
    </aside>
  );
}
