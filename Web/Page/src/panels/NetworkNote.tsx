import { networks, state } from '../store';
import { digits, whole } from '../text';

/** What the network of a species is, and how far a circuit has come that is the world's rule. */
export function NetworkNote({ species }: { species: number }) {
  const network = networks.value[species - 1];
  return (
    <>
      {network && (
        <p class="muted small">
          Its network has {whole(network.weights)} weights and takes {whole(network.operations)} operations a cell.
        </p>
      )}
      {state.value?.circuit && <p class="muted small">{learningText(state.value.circuit, state.value.loss)}</p>}
    </>
  );
}

type Learning = { hardLoss: number | null; changedGates: number; operations: number };

// For hundreds of updates no gate becomes another, and nothing can be seen but this.
function learningText({ hardLoss, changedGates, operations }: Learning, loss: number | null): string {
  const counts = `Of its gates ${whole(changedGates)} have changed; it comes to ${whole(operations)} operations on bits.`;
  if (loss === null || hardLoss === null) {
    return counts;
  }
  return hardLoss > 0
    ? `Learning: the loss of its mixtures is ${digits(loss)}, and decided gates miss ${whole(hardLoss)} bits. Gates learn long before they change, so watch the loss fall. ${counts}`
    : `Learned: decided gates miss no bit; the loss of its mixtures is ${digits(loss)}. ${counts}`;
}
