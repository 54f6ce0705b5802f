import { leading, qualities, trials } from './data';
import { isStill, looked } from './state';
import { numberOr } from './text';

const width = 200;
const gap = 10;

/** The world that is under the pointer or has the focus, larger and moving. Screen readers have been told of it already. */
export function Preview() {
  if (looked.value === null) {
    return null;
  }
  const { trial, box } = looked.value;
  const one = trials.get(trial)!;
  const image = (isStill ? null : one.film) ?? one.picture;
  const isRight = box.right + gap + width < innerWidth;
  const left = isRight ? box.right + gap : Math.max(gap, box.left - gap - width);
  const top = Math.max(gap, Math.min(box.top + box.height / 2 - width / 2, innerHeight - 1.6 * width));
  const quality = qualities.get(trial);
  return (
    <div class="card preview" style={{ left: `${left}px`, top: `${top}px`, width: `${width}px` }} aria-hidden="true">
      {image !== null && <img src={image} alt="" />}
      <strong>Trial {trial}</strong>
      {quality !== undefined && <Line name="quality" value={numberOr(quality)} />}
      {leading.slice(0, 3).map((name) => <Line key={name} name={name} value={numberOr(one.descriptors[name])} />)}
    </div>
  );
}

function Line({ name, value }: { name: string; value: string }) {
  return (
    <span class="row small">
      <span class="grow muted">{name}</span>
      <span class="number">{value}</span>
    </span>
  );
}
