import { report } from './data';

/** Spearman's ρ of every gene with every descriptor; the stronger it is, the stronger its colour. */
export function Correlations() {
  const effects = report.results.geneEffects;
  const genes = [...new Set(effects.map((effect) => effect.gene))];
  return genes.length === 0 ? null : (
    <>
      <p class="muted small">Spearman’s rank correlation: 1 where a descriptor rises with the gene, −1 where it falls.</p>
      <div class="scroll-x" tabIndex={0} role="region" aria-label="Rank correlations of genes and descriptors">
        <table class="table correlations">
          <thead>
            <tr>
              <th scope="col">descriptor</th>
              {genes.map((gene) => <th key={gene} scope="col">{gene}</th>)}
            </tr>
          </thead>
          <tbody>
            {report.descriptors.map(({ name, explanation }) => (
              <tr key={name}>
                <th scope="row" title={explanation}>{name}</th>
                {genes.map((gene) => <Cell key={gene} value={effects.find((one) => one.gene === gene && one.descriptor === name)?.correlation ?? null} />)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Cell({ value }: { value: number | null }) {
  return value === null ? <td>–</td> : (
    <td class={value < 0 ? 'falls' : 'rises'} style={{ '--strength': `${Math.round(38 * Math.abs(value))}%` }}>
      {value.toFixed(2).replace('-', '−')}
    </td>
  );
}
