/** The page's colours as a canvas takes them, which knows neither variables nor light and dark. */
export class Colours {
  private readonly probe = document.createElement('span');
  private readonly known = new Map<string, string>();

  constructor(within: HTMLElement) {
    this.probe.hidden = true;
    within.append(this.probe);
  }

  /** A colour by its variable ("--text") or as styles have it. */
  of(name: string): string {
    const known = this.known.get(name);
    if (known !== undefined) {
      return known;
    }

    this.probe.style.color = name.startsWith('--') ? `var(${name})` : name;
    const colour = getComputedStyle(this.probe).color;
    this.known.set(name, colour);
    return colour;
  }

  /** Forgets them: there is another theme. */
  forget(): void {
    this.known.clear();
  }
}
