import { state, style } from '../../store';
import { steerable, useAsking } from '../asking';
import { Refusal, WhyNot } from '../reasons';

/** Begins and ends to record the world; what has been recorded can be downloaded. */
export function Recordings() {
  const { refusal, say } = useAsking();
  const { recordings = [], recorded = [] } = state.value ?? {};
  return (
    <>
      <WhyNot />
      <div class="row">
        {recordings.map(({ name, file }) => (
          <button
            {...steerable()}
            key={name}
            class="button grow"
            aria-pressed={file !== null}
            onClick={() => void say(file === null ? { record: { recorder: name, ...style() } } : { endRecord: name })}
          >
            {file !== null && <span class="recording-dot" />}
            {file === null ? name : `stop ${name}`}
          </button>
        ))}
      </div>
      <Refusal of={refusal} />
      {recorded.length > 0 && (
        <ul class="recorded">
          {recorded.map((file) => (
            <li key={file} class="row">
              <span class="grow clip" title={file}>{file}</span>
              <a class="button" href={`api/recordings/${encodeURIComponent(file)}`} download={file}>
                Download
              </a>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
