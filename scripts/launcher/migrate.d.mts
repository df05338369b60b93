export function applyMigrations(
  url: string,
  options: { root: string; onMigration?: (name: string) => void },
): Promise<string[]>;
