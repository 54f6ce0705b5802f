// How numbers are written.

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** A number of steps: "1,200". */
export const stepText = (step: number): string => whole.format(step).replace('-', '−');

/** A number of steps on an axis, where there is little room: "1,200", "12M". */
export const shortStepText = (step: number): string =>
  step !== 0 && step % 1_000_000 === 0 ? `${stepText(step / 1_000_000)}M` : stepText(step);

/** A population: "1,272", "1.25 M". */
export const countText = (count: number): string => (count < 1e6 ? stepText(count) : `${(count / 1e6).toFixed(2)} M`);

/** A share of the grid in a list: "10.0 %". */
export const shareText = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** A share where there is little room: "24%", and "<1%" for what is there but rounds to nothing. */
export const percentText = (share: number): string => (share > 0 && share < 0.005 ? '<1%' : `${(100 * share).toFixed(0)}%`);

/** A value with three digits that count: "0.123", "12.3", "1.2e−5". */
export function digitsText(value: number): string {
  const size = Math.abs(value);
  if (value === 0) {
    return '0';
  }

  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  }

  const text = size < 0.001 || size >= 10_000 ? value.toExponential(1).replace('e+', 'e') : String(Number(value.toFixed(decimals(size))));
  return text.replaceAll('-', '−');
}

const decimals = (size: number): number => (size < 1 ? 3 : size < 10 ? 2 : size < 100 ? 1 : 0);
