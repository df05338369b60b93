const ACTOR_KINDS: Record<string, string> = {
  api_key: "API key",
  import: "import",
  automation: "automation",
  widget: "widget",
};

/** Who or what acted: a user by name, anything else with what it is: "HubSpot sync (API key)". */
export function actorWords({ kind, name }: { kind: string; name: string }): string {
  const words = ACTOR_KINDS[kind];
  return words && !name.toLowerCase().includes(words.toLowerCase()) ? `${name} (${words})` : name;
}
