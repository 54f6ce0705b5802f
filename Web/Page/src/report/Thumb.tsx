import type { CSSProperties } from 'preact';
import { leading, qualities, type Trial, trials } from './data';
import { looked, show } from './state';
import { describe, genesOf, numberOr } from './text';

interface Props {
  trial: number;
  hasCaption?: boolean; // says beneath what it is
  style?: CSSProperties;
  tabIndex?: number;
  onFocus?: () => void;
}

// What beneath a picture has room.
const mostLines = 3;

/** What an elite is like, or what a sweep has tried. */
function linesOf(trial: Trial, isElite: boolean): [string, string][] {
  const lines: [string, string][] = isElite ? leading.map((name) => [name, numberOr(trial.descriptors[name])]) : Object.entries(trial.genome);
  return lines.slice(0, mostLines);
}

/** A trial's picture as a button that opens its panel. */
export function Thumb({ trial, hasCaption = false, style = {}, tabIndex = 0, onFocus }: Props) {
  const one = trials.get(trial)!;
  const quality = qualities.get(trial);
  const look = (button: HTMLElement): void => {
    looked.value = { trial, box: button.getBoundingClientRect() };
  };
  const leave = (): void => {
    looked.value = null;
  };
  const said = quality === undefined ? genesOf(one) : describe(one, leading);
  return (
    <button
      type="button"
      class={hasCaption ? 'thumb with-caption' : 'thumb'}
      style={style}
      tabIndex={tabIndex}
      aria-label={hasCaption ? undefined : `Trial ${trial}: ${quality === undefined ? '' : `quality ${numberOr(quality)}, `}${said}`}
      data-trial={trial}
      onPointerEnter={(event) => event.pointerType === 'mouse' && look(event.currentTarget)}
      onPointerLeave={leave}
      onFocus={(event) => {
        onFocus?.();
        if (event.currentTarget.matches(':focus-visible')) {
          look(event.currentTarget);
        }
      }}
      onBlur={leave}
      onClick={() => {
        leave();
        show(trial);
      }}
    >
      {one.picture === null ? <span class="no-picture">no world</span> : <img src={one.picture} alt="" loading="lazy" />}
      {hasCaption && (
        <span class="caption">
          <span class="row">
            <strong class="grow"><span class="unseen">Trial </span>{trial}</strong>
            {quality !== undefined && <span class="number"><span class="unseen">quality </span>{numberOr(quality)}</span>}
          </span>
          {linesOf(one, quality !== undefined).map(([name, value]) => (
            <span key={name} class="line small">
              <span class="muted clip">{name}</span>
              <span class="number">{value}</span>
            </span>
          ))}
        </span>
      )}
    </button>
  );
}
