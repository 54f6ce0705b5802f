import { effect, signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import 'uplot/dist/uPlot.min.css';
import { chapter, entityColours, events, samples } from '../store';
import { theme } from '../theme/theme';
import { Throttle } from './throttle';
import { Colours } from './timeline/colours';
import type { Gestures } from './timeline/gestures';
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

const gestures: Omit<Gestures, 'point'> = {
  isAll: () => view.part.value === null,
  zoomAt: (share, factor) => view.zoomAt(share, factor, samples.value),
  move: (share) => view.move(share, samples.value),
  showAll: () => view.showAll(),
};

/** Shares, entropy and loss over time; fills what the app gives it below the world. */
export function Timeline() {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => (box.current ? drawIn(box.current) : undefined), []);
  const press = (event: KeyboardEvent): void => {
    if (!event.ctrlKey && !event.altKey && !event.metaKey && pressKey(event.key, { ...gestures, point: () => undefined })) {
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
        aria-label="Territory, entropy and loss over time. Plus and minus come closer and go back, arrows go to other times, Home shows all."
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
  let leave = (): void => undefined;

  const follow = (): void => {
    leave();
    leave = plot ? followPointers(plot.over, { ...gestures, point: (x) => plot?.point(x) }) : leave;
  };
  const draw = (): void => {
    if (samples.value.length === 0) {
      plot?.destroy();
      plot = null;
      return;
    }

    const shown = { samples: samples.value, events: events.value, span: view.spanOf(samples.value), entities: entityColours.value };
    if (!plot) {
      plot = new Plot(box, colours, shown, (sample) => (pointed.value = sample));
      follow();
    } else if (plot.show(shown)) {
      follow();
    }
  };

  let frame = 0;
  const drawSoon = (): void => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(draw);
  };
  const news = new Throttle<readonly unknown[]>(milliseconds, drawSoon);
  const repaint = (): void => {
    colours.forget();
    drawSoon();
  };
  const ends = [
    effect(() => news.say([samples.value, events.value])),
    effect(() => void [view.part.value, entityColours.value, drawSoon()]),
    effect(() => void [theme.value, requestAnimationFrame(repaint)]),
    // Another history begins.
    effect(() => void [chapter.value, view.showAll()]),
  ];
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', repaint);
  const sizes = new ResizeObserver(() => plot?.resize());
  sizes.observe(box);
  return () => {
    ends.forEach((end) => end());
    system.removeEventListener('change', repaint);
    sizes.disconnect();
    cancelAnimationFrame(frame);
    leave();
    plot?.destroy();
  };
}
