import { describe, expect, it } from 'vitest';
import { type Known, learn, mostSamples, place } from './history';
import type { Sample, WorldEvent } from './protocol';

const nothing: Known = { chapter: '', samples: [], events: [] };
const sample = (number: number): Sample => ({ number, step: 10 * number, shares: [1], entropy: 0, loss: null });
const event = (id: number, number: number, text = ''): WorldEvent => ({ id, number, sample: 0, step: 0, kind: 'edit', text, by: null });

describe('history', () => {
  it('has no place before anything was said, and then that of the last', () => {
    expect(place(nothing)).toBeNull();
    const known = learn(nothing, { chapter: 'a', samples: [sample(0), sample(1)], events: [event(1, 4), event(2, 3)] });
    expect(place(known)).toEqual({ chapter: 'a', sample: 1, event: 4 });
  });

  it('goes on where it was, and knows what it is told twice', () => {
    const known = learn(nothing, { chapter: 'a', samples: [sample(0), sample(1)], events: [] });
    const more = learn(known, { chapter: 'a', samples: [sample(1), sample(2)], events: [] });
    expect(more.samples.map(({ number }) => number)).toEqual([0, 1, 2]);
  });

  it('puts news of an event in its place', () => {
    const known = learn(nothing, { chapter: 'a', samples: [], events: [event(1, 1, 'a slider'), event(2, 2, 'a wall')] });
    const more = learn(known, { chapter: 'a', samples: [], events: [event(1, 3, 'a slider, further')] });
    expect(more.events.map(({ id, text }) => [id, text])).toEqual([[1, 'a slider, further'], [2, 'a wall']]);
  });

  it('forgets another chapter', () => {
    const known = learn(nothing, { chapter: 'a', samples: [sample(5)], events: [event(1, 1)] });
    expect(learn(known, { chapter: 'b', samples: [sample(0)], events: [] })).toEqual({ chapter: 'b', samples: [sample(0)], events: [] });
  });

  it('stays bounded, at even distances, and keeps the last', () => {
    const samples = Array.from({ length: 5 * mostSamples }, (_, number) => sample(number));
    const { samples: kept } = learn(nothing, { chapter: 'a', samples, events: [] });
    expect(kept.length).toBeLessThanOrEqual(mostSamples);
    expect(kept.length).toBeGreaterThan(mostSamples / 2);
    expect(kept.at(-1)?.number).toBe(5 * mostSamples - 1);
    expect(new Set(kept.slice(1, -1).map(({ number }, i) => number - kept[i]!.number))).toEqual(new Set([8]));
  });
});
