/** All parameters: sections of their own (parts/Section), main, further and world. */
export function Parameters() {
  return null;
}
