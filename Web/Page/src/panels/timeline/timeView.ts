import { signal } from '@preact/signals';
import type { Sample } from '../../protocol';

// Fewer observations than this are a few straight lines.
const fewestSamples = 4;

// As good as all is all.
const nearlyAll = 0.999;

export type Span = readonly [from: number, to: number];

/**
 * Which part of what was observed is shown: all of it, or what lies between two observations, whichever are kept of them later.
 */
export class TimeView {
  /** Between which observations it lies; null for all. */
  readonly part = signal<Span | null>(null);

  /** What is shown of some observations, at least one. */
  spanOf(samples: readonly Sample[]): Span {
    return this.part.value ?? all(samples);
  }

  /** Shows all again. */
  showAll(): void {
    this.part.value = null;
  }

  /** Makes the part longer or shorter by a factor; what lies at a share of the way stays there. */
  zoomAt(share: number, factor: number, samples: readonly Sample[]): void {
    const [from, to] = this.spanOf(samples);
    const middle = from + share * (to - from);
    this.show(middle + factor * (from - middle), middle + factor * (to - middle), samples);
  }

  /** Goes to later times by a share of the part's length. */
  move(share: number, samples: readonly Sample[]): void {
    if (this.part.value) {
      const [from, to] = this.part.value;
      const distance = share * (to - from);
      this.show(from + distance, to + distance, samples);
    }
  }

  private show(from: number, to: number, samples: readonly Sample[]): void {
    const [start, end] = all(samples);
    const length = to - from;
    if (length >= nearlyAll * (end - start)) {
      this.showAll();
    } else if (length * (samples.length - 1) >= fewestSamples * (end - start)) {
      const begin = Math.min(Math.max(from, start), end - length);
      this.part.value = [begin, begin + length];
    }
  }
}

// The axis of a single observation has some length, or nothing could be drawn along it.
function all(samples: readonly Sample[]): Span {
  const first = samples[0]?.number ?? 0;
  const last = samples.at(-1)?.number ?? 0;
  return [first, Math.max(last, first + 1)];
}
