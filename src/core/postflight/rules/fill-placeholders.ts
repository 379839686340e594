// Texts of rules with placeholders such as `{message}`.

/** `otherwise` says what stands for a name without a value. */
export function fillPlaceholders(
  template: string,
  values: Readonly<Record<string, string | undefined>>,
  otherwise: (name: string) => string,
): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? otherwise(name))
}
