import { report } from './data';
import { Section } from './Section';

/** What was tried, so that it can be done again. */
export function About() {
  return (
    <Section title="The experiment" says={`Begun by gpueco ${report.program} on ${report.arithmetic}: on such a device every world ends in the same bits again.`}>
      <details>
        <summary>experiment.json</summary>
        <pre class="scroll-x" tabIndex={0} aria-label="experiment.json">{JSON.stringify(report.experiment, null, 2)}</pre>
      </details>
      <dl class="pairs explanations">
        {report.descriptors.map(({ name, explanation }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="muted">{explanation}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
