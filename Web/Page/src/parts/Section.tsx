import { useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';

interface Props {
  title: string;
  folded?: boolean; // at first; what somebody does to it is remembered
  extra?: ComponentChildren; // at the right of the title
  children: ComponentChildren;
}

/** A part of the panel that folds. What is folded is not there at all, and costs nothing. */
export function Section({ title, folded = false, extra, children }: Props) {
  const key = `gpueco.section.${title}`;
  const [open, setOpen] = useState((localStorage.getItem(key) ?? (folded ? 'folded' : 'open')) === 'open');
  const toggle = (now: boolean) => {
    setOpen(now);
    localStorage.setItem(key, now ? 'open' : 'folded');
  };
  return (
    <details class="section" open={open} onToggle={(event) => toggle(event.currentTarget.open)}>
      <summary>
        <span class="grow">{title}</span>
        {extra}
      </summary>
      {open && <div class="section-body">{children}</div>}
    </details>
  );
}
