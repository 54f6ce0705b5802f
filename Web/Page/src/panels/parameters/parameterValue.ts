import { computed, signal } from '@preact/signals';
import type { Parameter, Value } from '../../protocol';
import { ask, state, values } from '../../store';
import { numberText } from './scale';
import { Throttle } from '../throttle';

// While a slider is dragged, the world hears of it twenty times a second.
const milliseconds = 50;

// How long the page goes on showing what it asked for, where the server has nothing new to say about it.
const patience = 1000;

/**
 * A parameter as a person changes it, for one species or for all: what it is, what it would become, and what was wrong with the last
 * try. What a person edits is not overwritten by what the server says meanwhile.
 */
export class ParameterValue {
  readonly parameter: Parameter;
  readonly species: number | null;

  /** Why the last value was refused. */
  readonly refusal = signal<string | null>(null);

  // What is being typed or dragged, or has been asked for and not been heard of.
  private readonly edited = signal<string | null>(null);
  private readonly waiting = signal<string | null>(null);
  private readonly throttle = new Throttle<string>(milliseconds, (text) => void this.ask(text));
  private isHeld = false;
  private asked = 0;

  constructor(parameter: Parameter, species: number | null) {
    this.parameter = parameter;
    this.species = species;
  }

  /** What it will be once everything asked for is done, or what waits to be applied. */
  readonly text = computed(() => this.edited.value ?? this.waiting.value ?? this.known);

  /** Whether a value waits to be applied. */
  readonly isWaiting = computed(() => this.waiting.value !== null);

  /** What setting it back leads to: what holds for all species, or what is usual. */
  readonly standard = computed(() => (this.species === null ? this.parameter.standard : (this.value?.all ?? '')));

  /** Whether it is what setting it back leads to. */
  readonly isStandard = computed(() => same(this.parameter, this.text.value, this.standard.value));

  /** Species that have a value of their own, in order. */
  readonly own = computed(() =>
    Object.keys(this.value?.own ?? {})
      .map(Number)
      .sort((first, second) => first - second),
  );

  /** Takes a value that will soon be followed by another, while a slider is dragged. */
  drag(text: string): void {
    this.isHeld = true;
    this.edited.value = text;
    if (!this.parameter.structural) {
      this.throttle.say(text);
    }
  }

  /** Takes a value for good. */
  set(text: string): void {
    const wanted = text.trim();
    this.isHeld = false;
    this.refusal.value = null;
    this.waiting.value = null;
    this.edited.value = null;
    if (same(this.parameter, wanted, this.known) && this.asked === 0 && !this.throttle.isBusy) {
      return;
    }

    if (!this.parameter.structural) {
      this.edited.value = wanted;
      this.throttle.say(wanted);
    } else if (this.isPossible(wanted)) {
      this.waiting.value = wanted;
    } else {
      this.refusal.value = `${this.parameter.name} can be ${this.parameter.range}.`;
    }
  }

  /** Asks for the value that waits. */
  apply(): void {
    const wanted = this.waiting.value;
    if (wanted !== null) {
      this.waiting.value = null;
      this.edited.value = wanted;
      this.throttle.say(wanted);
    }
  }

  /** Forgets the value that waits. */
  cancel(): void {
    this.waiting.value = null;
    this.edited.value = null;
  }

  /** Goes back to the usual value. */
  reset(): void {
    this.set(this.standard.value);
  }

  private get value(): Value | undefined {
    return values.value[this.parameter.name];
  }

  // One network that all share has one value of everything.
  private get ofSpecies(): number | null {
    return state.value?.coupling === 'Shared' ? null : this.species;
  }

  private get known(): string {
    const species = this.ofSpecies;
    return (species === null ? undefined : this.value?.own[species]) ?? this.value?.all ?? this.parameter.standard;
  }

  private isPossible(text: string): boolean {
    const { kind, minimum, maximum } = this.parameter;
    if (kind !== 'integer' && kind !== 'number') {
      return true;
    }

    const number = text === '' ? NaN : Number(text);
    const isOfKind = kind === 'integer' ? Number.isInteger(number) : Number.isFinite(number);
    return isOfKind && number >= (minimum ?? -Infinity) && number <= (maximum ?? Infinity);
  }

  private async ask(text: string): Promise<void> {
    const species = this.ofSpecies;
    const value = inJson(this.parameter, text);
    const before = this.known;
    this.asked++;
    const refusal = await ask({ set: { [this.parameter.name]: species === null ? value : { [species]: value } } });
    this.asked--;
    if (this.asked > 0 || this.isHeld) {
      return;
    }

    this.refusal.value = refusal;
    if (refusal === null && this.known === before) {
      this.forgetLater(text);
    } else {
      this.forget(text);
    }
  }

  // The answer may come before the news of what it has changed.
  private forgetLater(text: string): void {
    const before = this.known;
    const stop = values.subscribe(() => {
      if (this.known !== before) {
        this.forget(text);
      }
    });
    setTimeout(() => {
      stop();
      this.forget(text);
    }, patience);
  }

  private forget(text: string): void {
    if (!this.isHeld && this.edited.value === text) {
      this.edited.value = null;
    }
  }
}

const kept = new WeakMap<Parameter, Map<number | null, ParameterValue>>();

/** The value of a parameter, of a species or of all; always the same one, so that what waits does so while its row is folded away. */
export function valueOf(parameter: Parameter, species: number | null): ParameterValue {
  const ofParameter = kept.get(parameter) ?? new Map<number | null, ParameterValue>();
  kept.set(parameter, ofParameter);
  const value = ofParameter.get(species) ?? new ParameterValue(parameter, species);
  ofParameter.set(species, value);
  return value;
}

/** The value in a text field: 7E-05 as 0.00007, which people read and type more easily. */
export function readable(text: string): string {
  return /e-/i.test(text) && Number.isFinite(Number(text)) ? numberText(Number(text)) : text;
}

// What is no number goes as it is: the server says best what is wrong with it.
function inJson(parameter: Parameter, text: string): unknown {
  switch (parameter.kind) {
    case 'switch':
      return text === 'true';
    case 'choice':
      return text;
    default:
      return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
  }
}

function same(parameter: Parameter, first: string, second: string): boolean {
  const isNumber = parameter.kind === 'integer' || parameter.kind === 'number';
  return first === second || (isNumber && first !== '' && second !== '' && Number(first) === Number(second));
}
