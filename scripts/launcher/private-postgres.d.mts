export function startPrivatePostgres(options: {
  dataFolder: string;
  purpose: "served" | "throwaway";
}): Promise<{ url: string; adminUrl: string; stop(): Promise<void> }>;
