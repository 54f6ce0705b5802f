import { effect, signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import 'uplot/dist/uPlot.min.css';
import { chapter, entityColours, events, samples } from '../store';
import { theme } from '../theme/theme';
import { Throttle } from './throttle';
import { Colours } from './timeline/colours';
import type { Moves } from './timeline/gestures';
import { followPointers, pressKey } from './timeline/gestures';
import { Legend } from './timeline/Legend';
import { Plot } from './timeline/plot';
import './timeline/timeline.css';
import { TimeView } from './timeline/timeView';

// What is new is drawn this often at most.
const milliseconds = 200;

const view = new TimeView();

// Which observation the pointer is at; null for the last one.
const pointed = signal<number | null>(null);

const moves: Moves = {
  isAll: () => view.part.value === null,
  zoomAt: (share, factor) => view.zoomAt(share, factor, samples.value),
  move: (share) => view.move(share, samples.value),
  showAll: () => view.showAll(),
};

const label =
  'Territory, entropy and loss over time. Plus and minus come closer and go back, arrows go to other times, Home shows all.';

/** Shares, entropy and loss over time; fills what the app gives it below the world. */
export function Timeline() {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => (box.current ? drawIn(box.current) : undefined), []);
  const press = (event: KeyboardEvent): void => {
    if (!event.ctrlKey && !event.altKey && !event.metaKey && pressKey(event.key, moves)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };

  return (
    <div class="history">
      <Legend pointed={pointed.value} isAll={view.part.value === null} onShowAll={() => view.showAll()} />
      <div
        ref={box}
        class="history-plot"
        tabIndex={0}
        role="group"
        aria-label={label}
        onKeyDown={press}
      >
        {samples.value.length === 0 && <p class="muted small">Nothing observed yet</p>}
      </div>
    </div>
  );
}

// Everything that a plot needs as long as its box is there; returns what ends it.
function drawIn(box: HTMLElement): () => void {
  const colours = new Colours(box);
  let plot: Plot | null = null;
  let leave: (() => void) | null = null;
  let frame = 0;
  let isOver = false;

  const end = (): void => {
    leave?.();
    plot?.destroy();
    leave = null;
    plot = null;
    pointed.value = null;
  };
  const follow = (drawn: Plot): void => {
    leave?.();
    leave = followPointers(drawn.over, moves, (x) => drawn.point(x));
  };
  const draw = (): void => {
    if (isOver || samples.value.length === 0) {
      end();
      return;
    }

    const shown = { samples: samples.value, events: events.value, span: view.spanOf(samples.value), entities: entityColours.value };
    if (!plot) {
      plot = new Plot(box, colours, shown, (sample) => (pointed.value = sample));
      follow(plot);
    } else if (plot.show(shown)) {
      follow(plot);
    }
  };
  const drawSoon = (): void => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(draw);
  };
  const repaint = (): void => {
    colours.forget();
    drawSoon();
  };

  const news = new Throttle<readonly unknown[]>(milliseconds, drawSoon);
  const effects = [
    effect(() => news.say([samples.value, events.value])),
    effect(() => void [view.part.value, entityColours.value, drawSoon()]),
    // The page wears another theme a moment later.
    effect(() => void [theme.value, requestAnimationFrame(repaint)]),
    // Another history begins.
    effect(() => void [chapter.value, view.showAll()]),
  ];
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', repaint);
  const sizes = new ResizeObserver(() => plot?.resize());
  sizes.observe(box);
  return () => {
    isOver = true;
    effects.forEach((dispose) => dispose());
    system.removeEventListener('change', repaint);
    sizes.disconnect();
    end();
  };
}
