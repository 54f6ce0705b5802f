import { useState } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { ChevronIcon } from './icons';

const key = 'gpueco.timeline';

/** The timeline's strip along the bottom, which folds. On a phone it is folded at first. */
export function Foldable({ title, children }: { title: string; children: ComponentChildren }) {
  const [open, setOpen] = useState(() => (localStorage.getItem(key) ?? (innerWidth < 720 ? 'folded' : 'open')) === 'open');
  const toggle = (): void => {
    localStorage.setItem(key, open ? 'folded' : 'open');
    setOpen(!open);
  };
  return (
    <footer class={open ? 'timeline is-open' : 'timeline'}>
      <button class="timeline-fold" type="button" aria-expanded={open} onClick={toggle}>
        <ChevronIcon down={open} /> {title}
      </button>
      {open && <div class="timeline-body">{children}</div>}
    </footer>
  );
}
