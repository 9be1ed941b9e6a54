/** "+13125550100" as people read it: "(312) 555-0100". Numbers of other countries stay as they are. */
export function writePhone(number: string): string {
  const american = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number);
  return american ? `(${american[1]}) ${american[2]}-${american[3]}` : number;
}
