export function startThrowawayPostgres(): Promise<{ url: string; adminUrl: string; stop(): Promise<void> }>;
