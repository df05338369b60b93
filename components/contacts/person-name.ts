/** What a contact is called: by name, or by e-mail where no name is known. */
export function personName({ name, email }: { name: string | null; email: string }): string {
  return name ?? email;
}
