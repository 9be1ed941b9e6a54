/** A path of this app, or undefined: what stands in the address bar must not lead to another site. */
export function localPath(value: unknown): string | undefined {
  return typeof value === 'string' && /^\/(?![/\\])/.test(value) ? value : undefined;
}
