/** All parameters: sections of their own (parts/Section), main, further and world. */
export function Parameters() {
  return null;
}

/** Goes to the search for parameters, ready to type. */
export function focusSearch(): void {}
