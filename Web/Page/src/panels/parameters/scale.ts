import type { Parameter } from '../../protocol';

// More values than this and no place on a slider means anything: a random seed is typed.
const largestRange = 1e9;

// By keys, a decade is about as long as a fifth of an even scale.
const keysPerDecade = 20;

/** The parameter's scale, or null where it has no slider. */
export function scaleOf(parameter: Parameter): NumberScale | null {
  const { minimum, maximum } = parameter;
  if (minimum === null || maximum === null || maximum - minimum > largestRange || maximum <= minimum) {
    return null;
  }

  const wholeStep = parameter.kind === 'integer' ? (parameter.multipleOf ?? 1) : 0;
  return new NumberScale(minimum, maximum, wholeStep, parameter.logarithmicFrom ?? 0);
}

/** A value as a person would write it: 0.00007, not 7e-5. */
export function numberText(value: number): string {
  const text = String(value);
  return text.includes('e-') && Math.abs(value) >= 1e-7 ? value.toFixed(16).replace(/0+$/, '') : text;
}

/**
 * How the numbers from one bound to another lie along a slider: evenly, or, with `finest` above 0, each decade as wide as the next.
 * A range from 0 then begins at the finest value, and 0 itself is the left end. Whole steps of 0 mean that values need not be whole.
 */
export class NumberScale {
  private readonly minimum: number;
  private readonly maximum: number;
  private readonly wholeStep: number;
  private readonly finest: number;

  constructor(minimum: number, maximum: number, wholeStep = 0, finest = 0) {
    this.minimum = minimum;
    this.maximum = maximum;
    this.wholeStep = wholeStep;
    this.finest = finest;
  }

  /** Where a value lies: 0 left, 1 right. */
  fraction(value: number): number {
    const place =
      this.finest > 0 && value > 0
        ? Math.log(value / this.lowest) / Math.log(this.maximum / this.lowest)
        : (value - this.minimum) / (this.maximum - this.minimum);
    return clamp(place, 0, 1);
  }

  /** The round value nearest to a place. */
  value(fraction: number): number {
    if (fraction <= 0) {
      return this.minimum;
    }

    if (fraction >= 1) {
      return this.maximum;
    }

    return this.finest > 0
      ? this.round(significant(this.lowest * (this.maximum / this.lowest) ** fraction, 3))
      : this.round(multiple(this.minimum + fraction * (this.maximum - this.minimum), this.evenStep));
  }

  /**
   * The value that a key leads to. With Shift the step is a tenth, or, where values are whole and lie evenly, ten times as large.
   */
  step(value: number, direction: 1 | -1, isShifted: boolean): number {
    if (this.finest > 0) {
      return this.decadeStep(value, direction, isShifted);
    }

    const step = this.wholeStep > 0 ? this.wholeStep * (isShifted ? 10 : 1) : this.evenStep / (isShifted ? 10 : 1);
    return this.round(multiple(value + direction * step, Math.min(step, this.wholeStep > 0 ? this.wholeStep : step)));
  }

  private get lowest(): number {
    return Math.max(this.minimum, this.finest);
  }

  // What a person would count in: 1, 2 or 5 times a power of ten, about a hundredth of the range.
  private get evenStep(): number {
    const wanted = (this.maximum - this.minimum) / 100;
    const power = 10 ** Math.floor(Math.log10(wanted));
    const factor = [1, 2, 5].find((one) => wanted / power <= one) ?? 10;
    return Math.max(power * factor, this.wholeStep);
  }

  private decadeStep(value: number, direction: 1 | -1, isShifted: boolean): number {
    if (value <= this.lowest && this.minimum < this.lowest && (value < this.lowest || direction < 0)) {
      return direction > 0 ? this.lowest : this.minimum;
    }

    const factor = 10 ** (direction / (keysPerDecade * (isShifted ? 10 : 1)));
    const next = this.round(significant(value * factor, isShifted ? 3 : 2));
    return this.wholeStep > 0 && Math.abs(next - value) < this.wholeStep
      ? this.round(value + direction * this.wholeStep)
      : Math.max(next, this.lowest);
  }

  private round(value: number): number {
    return clamp(this.wholeStep > 0 ? multiple(value, this.wholeStep) : value, this.minimum, this.maximum);
  }
}

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

const decimals = (value: number, digits: number): number => Number(value.toFixed(digits));

const multiple = (value: number, step: number): number => decimals(Math.round(value / step) * step, 10);

function significant(value: number, digits: number): number {
  const power = 10 ** (Math.floor(Math.log10(value)) - digits + 1);
  return decimals(Math.round(value / power) * power, 12);
}
