// What was observed and what happened, as the server tells it piece by piece.

import type { HistoryNews, Place, Sample, WorldEvent } from './protocol';

/** The most observations that are kept: the longer a world runs, the fewer of them. */
export const mostSamples = 2048;

export interface Known {
  chapter: string;
  samples: readonly Sample[];
  events: readonly WorldEvent[];
}

/** What is known after news. Where the chapter is another, nothing of before is. */
export function learn(known: Known, news: HistoryNews): Known {
  const before = known.chapter === news.chapter ? known : { samples: [], events: [] };
  const last = before.samples.at(-1)?.number ?? -1;
  const samples = [...before.samples, ...news.samples.filter((sample) => sample.number > last)];
  const events = new Map([...before.events, ...news.events].map((event) => [event.id, event]));
  return { chapter: news.chapter, samples: thin(samples), events: [...events.values()] };
}

/** Up to where the history is known, for the server to go on from; null where nothing is. */
export const place = (known: Known): Place | null =>
  known.chapter === ''
    ? null
    : {
        chapter: known.chapter,
        sample: known.samples.at(-1)?.number ?? -1,
        event: Math.max(-1, ...known.events.map((event) => event.number)),
      };

// Every second one goes, by its number, so that those that stay lie at even distances; the last one always stays.
function thin(samples: Sample[]): Sample[] {
  let kept = samples;
  for (let interval = 2; kept.length > mostSamples; interval *= 2) {
    kept = kept.filter((sample) => sample.number % interval === 0 || sample === kept.at(-1));
  }
  return kept;
}
