// The patch that a run hands in: which files it touches, and whether any of them is source.

/** Of a patch, so many files are looked at; a patch with more is taken to touch source. */
const FILES_MAX = 200

const TEST_FOLDER = /(?:^|\/)(?:tests?|testing|__tests__|specs?|testdata|fixtures)\//i
const TEST_NAME = /^test_|[._-](?:test|spec)\.\w{1,10}$|Tests?\.(?:java|kt|cs|scala|groovy|php)$|^conftest\.py$/
const SCRATCH_NAME = /^(?:repro|reproduc|debug|tmp|temp|verify|check_|demo|try_|run_|test|main\.|hello)/i
const LEFTOVER = /\.(?:orig|rej|pyc|pyo|class|o|log|swp|bak|tmp)$/i

export class Patch {
  /** The first line of it. */
  line: number | undefined
  #files = 0
  #sources = 0
  #last: { readonly name: string; readonly isAtRoot: boolean } | undefined

  get isEmpty(): boolean {
    return this.#files === 0
  }

  get touchesSource(): boolean {
    return this.#sources > 0 || this.#files > FILES_MAX
  }

  /** `path` as `diff --git` gives it, without `a/`. */
  addFile(path: string, line: number): void {
    this.line ??= line
    this.#files++
    const name = path.slice(path.lastIndexOf('/') + 1)
    const isSource = !TEST_FOLDER.test(path) && !TEST_NAME.test(name) && !LEFTOVER.test(name)
    this.#last = isSource ? { name, isAtRoot: !path.includes('/') } : undefined
    if (isSource) this.#sources++
  }

  /** The file named last is new: a script to reproduce something, at the root, is no change of source. */
  markNew(): undefined {
    if (this.#last?.isAtRoot && SCRATCH_NAME.test(this.#last.name)) this.#sources--
    this.#last = undefined
  }
}

/** The path is group 1; of one with blanks its beginning. */
export const DIFF_FILE = /^diff --git "?a\/([^\s"]{1,1024})/
