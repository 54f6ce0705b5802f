import type { ComponentChildren } from 'preact';
import { report } from './data';
import { Section } from './Section';

interface Props {
  section: 'progress' | 'variance' | 'sensitivity' | 'genes';
  title: string;
  says: string;
  children: ComponentChildren;
}

/** The figures of a section, where there are any, and what else belongs to them. */
export function Figures({ section, title, says, children }: Props) {
  const figures = report.figures.filter((figure) => figure.section === section);
  return figures.length === 0 ? null : (
    <Section title={title} says={says}>
      {figures.map(({ title: name, alt, png, svg, width, height }) => (
        <figure key={png}>
          <img src={png} alt={alt} width={width} height={height} loading="lazy" />
          <figcaption class="row small">
            <span class="grow muted">{name}</span>
            <a href={png} download aria-label={`${name} as PNG`}>PNG</a>
            <a href={svg} download aria-label={`${name} as SVG`}>SVG</a>
          </figcaption>
        </figure>
      ))}
      {children}
    </Section>
  );
}
