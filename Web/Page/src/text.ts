// How numbers are written: the way the window writes them.

const minus = (text: string): string => (/[1-9]/.test(text) ? text.replaceAll('-', '−') : text.replace('-', ''));
const atMost = (value: number, digits: number): string => minus(String(Number(value.toFixed(digits))));

function other(value: number): string {
  if (Number.isNaN(value)) {
    return 'NaN';
  }
  return Number.isFinite(value) ? minus(value.toExponential(1).replace('+', '')) : value > 0 ? '∞' : '−∞';
}

/** A number of steps or cells: "1,200". */
export const whole = (value: number): string => minus(Math.round(value).toLocaleString('en-US'));

/** Two digits after the point, or a power of ten where that would be long. */
export const fixed = (value: number): string => (Math.abs(value) < 1000 ? minus(value.toFixed(2)) : other(value));

/** Three digits that count: "0.123", "12.3", "1.2e−5". */
export function digits(value: number): string {
  const size = Math.abs(value);
  if (size === 0) {
    return '0';
  }
  if (!(size >= 0.001 && size < 10_000)) {
    return other(value);
  }
  return atMost(value, size < 1 ? 3 : size < 10 ? 2 : size < 100 ? 1 : 0);
}

/** Times a second: "0.5", "60", "1,200". */
export const rate = (value: number): string => (value > 0 && value < 9.95 ? value.toFixed(1) : whole(value));

/** A share: "24%", and "<1%" for what is there but rounds to nothing. */
export const percent = (share: number): string => (share > 0 && share < 0.005 ? '<1%' : `${Math.round(share * 100)}%`);
