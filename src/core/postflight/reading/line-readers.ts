// Readers that get the lines they want without any rule beside them: what their examples and tests need.

import type { LineReader } from './line-reader.ts'
import { LiteralFinder } from './literal-finder.ts'
import { buildLiteralIndex, readerLiteral } from './literal-index.ts'
import type { LogLine } from './log-line.ts'
import { toNumberLists } from './number-lists.ts'
import { Offers } from './offers.ts'

export class LineReaders {
  readonly #finder: LiteralFinder
  readonly #offers: Offers

  constructor(readers: readonly LineReader[]) {
    const literals = readers.flatMap(({ literals }, reader) =>
      literals.map((written) => ({ literal: readerLiteral(written), reader })),
    )
    const index = buildLiteralIndex(literals.map(({ literal }) => literal))
    this.#finder = new LiteralFinder(index, { readers: toNumberLists(literals.map(({ reader }) => [reader])) })
    this.#offers = new Offers(readers)
  }

  read(line: LogLine): void {
    this.#offers.offer(line, this.#finder.inText(line.full).readers)
  }
}
