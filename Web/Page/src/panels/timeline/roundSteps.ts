// The labels of the time axis. It goes by observations, not by steps, since steps go back when a world starts again.

import type { Sample } from '../../protocol';
import { shortStep } from '../numbers';
import type { Span } from './timeView';

// Parts of the distance between labels, of which one is not seen.
const nearlyRound = 10;

const labelGap = 10;
const widthOfDigit = 6.3;

export interface Mark {
  at: number; // among observations' numbers
  step: number;
  startsRun: boolean;
}

/** Round numbers of steps that have room on an axis so many pixels wide, from left to right; first come those at which a run starts. */
export function marksOn(samples: readonly Sample[], span: Span, width: number): Mark[] {
  const length = span[1] - span[0];
  const kept: { mark: Mark; left: number; right: number }[] = [];
  const marks = roundSteps(samples, span, intervalOn(samples, span, width)).filter(({ at }) => at >= span[0] && at <= span[1]);
  for (const mark of marks.sort((first, second) => Number(second.startsRun) - Number(first.startsRun))) {
    const middle = ((mark.at - span[0]) / length) * width;
    const half = widthOf(shortStep(mark.step)) / 2;
    const [left, right] = [middle - half, middle + half];
    if (kept.every((one) => left >= one.right + labelGap || right <= one.left - labelGap)) {
      kept.push({ mark, left, right });
    }
  }

  return kept.map((one) => one.mark).sort((first, second) => first.at - second.at);
}

// The first observation of each run too, where its step is nearly round: the very first may have been left out.
function roundSteps(samples: readonly Sample[], [from, to]: Span, interval: number): Mark[] {
  const marks: Mark[] = [];
  samples.forEach(({ number, step }, i) => {
    const before = samples[i - 1];
    if (number < from || (before && before.number > to)) {
      return;
    }

    if (!before || step < before.step) {
      if (step % interval <= interval / nearlyRound) {
        marks.push({ at: number, step: step - (step % interval), startsRun: true });
      }

      return;
    }

    for (let round = (Math.floor(before.step / interval) + 1) * interval; round <= step; round += interval) {
      const at = before.number + ((round - before.step) / (step - before.step)) * (number - before.number);
      marks.push({ at, step: round, startsRun: false });
    }
  });
  return marks;
}

// 1, 2 or 5 times a power of ten, so that labels have room and a little more.
function intervalOn(samples: readonly Sample[], [from, to]: Span, width: number): number {
  let steps = 0;
  let largest = 0;
  samples.forEach(({ number, step }, i) => {
    largest = Math.max(largest, step);
    if (number > from && number <= to) {
      steps += Math.max(0, step - (samples[i - 1]?.step ?? step));
    }
  });
  const least = (steps * (widthOf(shortStep(largest)) + 1.4 * labelGap)) / width;
  const power = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, least))));
  return power * ([1, 2, 5].find((factor) => power * factor >= least) ?? 10);
}

const widthOf = (text: string): number => text.length * widthOfDigit;
