import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Dialog } from '../parts/Dialog';
import { type Trial, qualities, report, trials } from './data';
import { Command } from './Command';
import { Lineage } from './Lineage';
import { Rivals } from './Rivals';
import { addressOf, close, inOrder, isStill, open } from './state';
import { numberOr, withUnit } from './text';

/** All there is to tell of one trial. Who opened it has the focus again, whatever was looked at in between. */
export function Panel() {
  const trial = open.value;
  const opener = useRef<HTMLElement | null>(null);
  if (trial !== null) {
    opener.current ??= document.activeElement as HTMLElement | null;
  }
  useLayoutEffect(() => {
    // What lies under a dialog takes no focus as long as it is there.
    if (trial === null) {
      opener.current?.focus();
      opener.current = null;
    }
  }, [trial]);
  return trial === null ? null : <OpenPanel trial={trials.get(trial)!} />;
}

function OpenPanel({ trial }: { trial: Trial }) {
  return (
    <Dialog title={`Trial ${trial.trial}`} wide onClose={close}>
      <div class="panel-body" key={trial.trial}>
        <div class="panel-side">
          <Sight trial={trial} />
          <Neighbours trial={trial.trial} />
        </div>
        <div class="panel-facts">
          <Genome trial={trial} />
          <Lineage trial={trial} />
          {trial.command !== null && <Command command={trial.command} />}
        </div>
        {trial.encounters !== null && <Rivals of={trial.encounters} />}
        <Worlds trial={trial} />
      </div>
    </Dialog>
  );
}

/** Its picture, and its film where there is one. */
function Sight({ trial }: { trial: Trial }) {
  const plays = useSignal(!isStill);
  const image = (plays.value ? trial.film : null) ?? trial.picture;
  if (image === null) {
    return <p class="muted">{report.shown.includes(trial.trial) ? 'None of its worlds came to its end.' : 'No elite any more, so there is no picture.'}</p>;
  }
  return (
    <>
      <img class="sight" src={image} alt={`World ${trial.shownWorld} of trial ${trial.trial}: who holds which cell`} />
      {trial.film !== null && (
        <button class="button" type="button" onClick={() => (plays.value = !plays.value)}>
          {plays.value ? 'Show the end' : 'Play the film'}
        </button>
      )}
    </>
  );
}

function Neighbours({ trial }: { trial: number }) {
  const place = inOrder.indexOf(trial);
  const [before, after] = place < 0 ? [undefined, undefined] : [inOrder[place - 1], inOrder[place + 1]];
  return place < 0 ? null : (
    <nav class="row neighbours" aria-label="Other trials">
      {before === undefined ? <span class="grow" /> : <a class="button grow" href={addressOf(before)}>‹ {before}</a>}
      {after === undefined ? <span class="grow" /> : <a class="button grow" href={addressOf(after)}>{after} ›</a>}
    </nav>
  );
}

function Genome({ trial }: { trial: Trial }) {
  const quality = qualities.get(trial.trial);
  return (
    <dl class="pairs">
      {quality !== undefined && <Pair name={`quality (${report.quality})`} value={numberOr(quality)} />}
      {Object.entries(trial.genome).map(([name, value]) => <Pair key={name} name={name} value={value} />)}
    </dl>
  );
}

function Pair({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt class="muted">{name}</dt>
      <dd class="number">{value}</dd>
    </div>
  );
}

/** What each of its worlds was like, and the mean of those that ended well. */
function Worlds({ trial }: { trial: Trial }) {
  return (
    <div class="scroll-x" tabIndex={0} role="region" aria-label="Its worlds">
      <table class="table">
        <thead>
          <tr>
            <th scope="col">descriptor</th>
            <th scope="col">mean</th>
            {trial.worlds.map((_, i) => <th key={i} scope="col">world {i}</th>)}
          </tr>
        </thead>
        <tbody>
          {report.descriptors.map(({ name, explanation }) => (
            <tr key={name}>
              <th scope="row" title={explanation}>{withUnit(name)}</th>
              <td>{numberOr(trial.descriptors[name])}</td>
              {trial.worlds.map((world, i) => <td key={i}>{numberOr(world.descriptors[name])}</td>)}
            </tr>
          ))}
          <Row name="status" of={trial} cell={(world) => world.reason ?? 'ended well'} />
          <Row name="seed" of={trial} cell={(world) => world.seed} />
          <Row name="steps" of={trial} cell={(world) => String(world.steps)} />
          <Row name="last state" of={trial} cell={(world) => <code title={world.stateHash}>{world.stateHash.slice(0, 8)}</code>} />
        </tbody>
      </table>
    </div>
  );
}

function Row({ name, of, cell }: { name: string; of: Trial; cell: (world: Trial['worlds'][number]) => ComponentChildren }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td />
      {of.worlds.map((world, i) => <td key={i}>{cell(world)}</td>)}
    </tr>
  );
}
