// JSON values as Python reads them, without what JavaScript would lose: whole numbers beyond 2^53, the
// difference between 1 and 1.0, the order of any keys.

/**
 * Whole numbers beyond 2^53 are `bigint`; every Python float is a `PythonFloat`, so that 1.0 stays 1.0;
 * objects are Maps, which keep order and any key.
 */
export type PythonValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | PythonFloat
  | readonly PythonValue[]
  | ReadonlyMap<string, PythonValue>

export class PythonFloat {
  readonly value: number
  constructor(value: number) {
    this.value = value
  }
}
