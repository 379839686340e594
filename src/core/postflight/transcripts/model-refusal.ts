// How clients of language models say that a call was refused for good: keys, quotas, unknown models.

const REFUSAL =
  /^(?:\S{0,80}\b)?(?:(?:AuthenticationError|PermissionDeniedError|NotFoundError|RateLimitError|BadRequestError|InternalServerError|APIConnectionError)\b ?:|API Error: ?(?:4\d\d|5\d\d)\b|Invalid API key\b|Credit balance is too low\b|You exceeded your current quota\b|Error code: 4\d\d\b)/

export const REFUSAL_LITERALS: readonly string[] = [
  ...['authenticationerror', 'permissiondeniederror', 'notfounderror', 'ratelimiterror', 'badrequesterror'],
  ...['internalservererror', 'apiconnectionerror', 'api error:', 'invalid api key', 'credit balance is too low'],
  ...['exceeded your current quota', 'error code: 4'],
]

/** Whether a line of a client says that the model did not answer. */
export function saysRefused(text: string): boolean {
  return REFUSAL.test(text)
}
