/**
 * Hands values on, the first at once and then at most one each interval, of which the last is always among them: a slider that is
 * dragged says more than anybody has to hear.
 */
export class Throttle<T> {
  private next: { value: T } | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly milliseconds: number;
  private readonly handOn: (value: T) => void;

  constructor(milliseconds: number, handOn: (value: T) => void) {
    this.milliseconds = milliseconds;
    this.handOn = handOn;
  }

  /** Whether a value was handed on just now, or waits. */
  get isBusy(): boolean {
    return this.timer !== null;
  }

  /** Takes a value. */
  say(value: T): void {
    if (this.timer !== null) {
      this.next = { value };
      return;
    }

    this.timer = setTimeout(() => this.goOn(), this.milliseconds);
    this.handOn(value);
  }

  private goOn(): void {
    const waiting = this.next;
    this.next = null;
    this.timer = null;
    if (waiting) {
      this.say(waiting.value);
    }
  }
}
