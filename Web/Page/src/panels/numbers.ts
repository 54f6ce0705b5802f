// How the panels write numbers, besides what the whole page does (../text).

import { whole } from '../text';

/** A number of steps on an axis, where there is little room: "1,200", "12M". */
export const shortStep = (step: number): string => (step !== 0 && step % 1_000_000 === 0 ? `${whole(step / 1_000_000)}M` : whole(step));

/** A population: "1,272", "1.25 M". */
export const populationText = (population: number): string => (population < 1e6 ? whole(population) : `${(population / 1e6).toFixed(2)} M`);

/** A share of the grid in a list: "10.0 %". */
export const shareText = (part: number): string => `${(100 * part).toFixed(1)} %`;
