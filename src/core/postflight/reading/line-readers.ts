// Readers that get the lines they want without any rule beside them: what their examples and tests need.

import type { LineReader } from './line-reader.ts'
import { LiteralFinder } from './literal-finder.ts'
import { buildLiteralIndex, readerLiteral } from './literal-index.ts'
import type { LogLine } from './log-line.ts'
import { Offers } from './offers.ts'

export class LineReaders {
  readonly #finder: LiteralFinder
  readonly #offers: Offers
  /** Indexes of readers, by literal. */
  readonly #wantedBy: readonly (readonly number[])[]

  constructor(readers: readonly LineReader[]) {
    const literals = readers.flatMap(({ literals }, reader) =>
      literals.map((written) => ({ literal: readerLiteral(written), reader })),
    )
    this.#wantedBy = literals.map(({ reader }) => [reader])
    this.#finder = new LiteralFinder(buildLiteralIndex(literals.map(({ literal }) => literal)))
    this.#offers = new Offers(readers)
  }

  read(line: LogLine): void {
    const called = this.#finder.inText(line.full).flatMap((id) => this.#wantedBy[id] ?? [])
    this.#offers.offer(
      line,
      called.sort((one, other) => one - other),
    )
  }
}
