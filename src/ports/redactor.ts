// Takes secrets out of text before it leaves the worker.

export interface Redactor {
  /** The text with every secret replaced by a mark that names its kind. Never throws, never shortens anything else. */
  redact(text: string): Promise<string>
}
