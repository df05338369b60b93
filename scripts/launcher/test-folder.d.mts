export function makeTestFolder(): Promise<{ dataFolder: string; remove(): void }>;
