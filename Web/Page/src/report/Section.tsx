import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

/** A part of the report. */
export function Section({ title, says, children }: { title: string; says?: string; children: ComponentChildren }) {
  const id = useId();
  return (
    <section class="part" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {says !== undefined && <p class="muted says">{says}</p>}
      {children}
    </section>
  );
}
