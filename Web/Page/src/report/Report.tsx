import { About } from './About';
import { Cards } from './Cards';
import { CellMap } from './CellMap';
import { Comparison } from './Comparison';
import { Correlations } from './Correlations';
import { isSearch, report } from './data';
import { Figures } from './Figures';
import { Head } from './Head';
import { Panel } from './Panel';
import { ParallelLines } from './ParallelLines';
import { Preview } from './Preview';
import { Scatter } from './Scatter';
import { Section } from './Section';
import { Sensitivities } from './Sensitivities';
import { Variances } from './Variances';

/** What an experiment has come to. */
export function Report() {
  return (
    <>
      <Head />
      <main>
        {isSearch && report.shown.length > 0 && <Archive />}
        <Section
          title={isSearch ? 'All elites' : 'Trials'}
          says={isSearch ? 'The best first. Each is a world as it was at last.' : 'Each is a world as it was at last, in the order of trials.'}
        >
          <Cards />
        </Section>
        <Figures section="progress" title="How the search went on" says="Every trial counts, in the order in which all workers know them.">
          <Comparison />
        </Figures>
        <Figures
          section="variance"
          title="What decides, the rule or the seed?"
          says="Shares of a descriptor's variance over trials and seeds, with 95 % intervals. Runs repeat exactly, so what neither explains is what seeds do under one rule and not under another."
        >
          <Variances />
        </Figures>
        <Figures
          section="sensitivity"
          title="Which gene decides?"
          says="Shares of a descriptor's variance that a gene decides about by itself, and in all, with what it does together with others; with 95 % intervals."
        >
          <Sensitivities />
        </Figures>
        <Figures section="genes" title="Which gene does what?" says="Each point is a trial, the mean of its worlds.">
          <Correlations />
        </Figures>
        <About />
      </main>
      <Preview />
      <Panel />
    </>
  );
}

function Archive() {
  const says = 'Arrow keys go from world to world, Enter tells all of one.';
  return report.axes.length === 1 || report.axes.length === 2 ? (
    <Section title="The archive" says={`A cell for each place on the axes, with the best world that was found there. ${says}`}>
      <CellMap />
    </Section>
  ) : (
    <Section title="The archive" says={`Every elite, where it lies in two descriptors. ${says}`}>
      <Scatter />
      <ParallelLines />
    </Section>
  );
}
