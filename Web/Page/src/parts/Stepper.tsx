interface Props {
  label: string;
  keys: string;
  options: readonly { value: string; text: string }[];
  value: string;
  onChange: (value: string) => void;
}

/** One of several: chosen from the list, or gone through one by one, around the end. */
export function Stepper({ label, keys, options, value, onChange }: Props) {
  const at = options.findIndex((one) => one.value === value);
  const step = (direction: number): void => {
    const next = options[(Math.max(0, at) + direction + options.length) % options.length];
    if (next) {
      onChange(next.value);
    }
  };
  const id = `stepper-${label.toLowerCase().replaceAll(' ', '-')}`;
  return (
    <div class="row">
      <label class="label" for={id}>
        {label} <span class="key">{keys}</span>
      </label>
      <span class="stepper view-stepper">
        <button class="button" type="button" aria-label={`${label}: previous`} onClick={() => step(-1)}>
          ‹
        </button>
        <select id={id} class="select" value={value} onChange={(event) => onChange(event.currentTarget.value)}>
          {options.map((one) => (
            <option key={one.value} value={one.value}>
              {one.text}
            </option>
          ))}
        </select>
        <button class="button" type="button" aria-label={`${label}: next`} onClick={() => step(1)}>
          ›
        </button>
      </span>
    </div>
  );
}
