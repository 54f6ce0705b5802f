import { connection, ending } from '../store';

/** Says so while there is no line to the world. */
export function Banner() {
  const text = words();
  return (
    <div class="banners" role="alert">
      {text && <p class="card banner">{text}</p>}
    </div>
  );
}

function words(): string {
  switch (connection.value) {
    case 'lost':
      return 'The line is lost; trying again';
    case 'refused':
      return 'This page has no token any more: open the printed address again';
    case 'ended':
      return `The world is gone: ${ending.value}`;
    default:
      return '';
  }
}
