// What V8 does otherwise than as a rule. What a line of a log leaves behind is garbage at once, but V8 collects it only
// when the heap has grown several times over: a log of a gigabyte would cost hundreds of megabytes. And it compiles for
// programs that run for hours.

import { setFlagsFromString } from 'node:v8'

/** Percent from one collection to the next; 0 is V8's own choice (`MemoryController::GrowingFactor`). */
const GROWTH_PERCENT = 10

/**
 * Measured with `npm run bench:check`: half of the memory at a tenth more time. V8 reads both whenever it sizes the
 * heap (src/heap/memory-reducer and heap-controller, src/heap/new-spaces), so they may change while it runs; a V8 that
 * does not know them goes on without.
 */
export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`)
  setFlagsFromString('--semi-space-growth-factor=1')
}

/** In bytes of bytecode; V8's own choice is 920. */
const INLINED_BYTES_MAX = 100

/**
 * For a command that ends in seconds, each of its threads compiling for itself: a hot function takes less of what it calls
 * into itself, and an expression becomes machine code at once instead of bytecode first. V8 reads both whenever it
 * compiles. Measured with `npm run bench:check`: a tenth of the time of 1,600 logs, and of one large log a tenth of the
 * memory.
 */
export function compileLess(): void {
  setFlagsFromString('--no-regexp-tier-up')
  setFlagsFromString(`--max-inlined-bytecode-size-cumulative=${INLINED_BYTES_MAX}`)
}

/** V8's own way, for whatever reads many logs or runs for long. */
export function letHeapGrow(): void {
  setFlagsFromString('--heap-growing-percent=0')
  setFlagsFromString('--semi-space-growth-factor=2')
}
