import { digits } from '../text';
import { descriptors, type Share, type Trial } from './data';

/** A share with a digit after the point: "14.1 %". */
export const share = (value: number): string => `${(100 * value).toFixed(1)} %`;

/** A share without: "14 %". */
const wholeShare = (value: number): string => `${Math.round(100 * value)} %`;

/** A share and where it lies: "14 % (9 % to 21 %)". */
export const interval = ({ value, lower, upper }: Share): string => `${wholeShare(value)} (${wholeShare(lower)} to ${wholeShare(upper)})`;

/** A number, or a dash where there is none. */
export const numberOr = (value: number | null | undefined): string => (value === null || value === undefined ? '–' : digits(value));

/** A descriptor and what it counts: "turnover, per interval". */
export function withUnit(name: string): string {
  const unit = descriptors.get(name)?.unit ?? '';
  return unit === '' ? name : `${name}, ${unit}`;
}

/** Some of a trial's descriptors: "borders 0.31, churn 0.2". */
export const describe = (trial: Trial, names: readonly string[]): string =>
  names.map((name) => `${name} ${numberOr(trial.descriptors[name])}`).join(', ');

/** A trial's genes: "GrowthGateSteepness 16.4, Optimizer Adam". */
export const genesOf = (trial: Trial): string =>
  Object.entries(trial.genome).map(([name, value]) => `${name} ${value}`).join(', ');
