"use client";

import { Alert, Button, Loader } from "@mantine/core";
import { actorWords } from "@/components/attributions/record-words";
import { Instant } from "@/components/ui/instant";
import { useSearch } from "@/components/ui/use-search";
import type { RuleVersion } from "@/lib/rewards/rule-queries";
import { ruleSentence } from "@/lib/rewards/wording";
import { versionsUrl } from "./hrefs";
import type { RuleFormState } from "./use-rule-form";

/** Says what somebody else made of a reward trigger while it was edited here, and lets the editor go on from there. */
export function ChangedMeanwhile({ state: { rule, refusal, saveOver } }: { state: RuleFormState }) {
  const { data, error, retry } = useSearch<{ versions: RuleVersion[] }>(rule && versionsUrl(rule.id));
  const newest = data?.versions[0];
  return (
    <Alert color="red" variant="light" role="alert" title="Not saved" style={{ overflowWrap: "anywhere" }}>
      {refusal?.message}
      {!newest && !error && <Loader size={14} mt="xs" role="img" aria-label="Loading" />}
      {error && (
        <p>
          {error.message}{" "}
          <Button variant="default" size="compact-sm" onClick={retry}>
            Retry
          </Button>
        </p>
      )}
      {newest && (
        <>
          <p>
            <strong>
              Version {newest.version}, {newest.name}:
            </strong>{" "}
            <span suppressHydrationWarning>{ruleSentence(newest)}</span> By {actorWords(newest.actor)},{" "}
            <Instant at={newest.createdAt} />.
          </p>
          <Button variant="default" size="compact-sm" onClick={() => saveOver(newest.version)}>
            Go on with what I typed
          </Button>
        </>
      )}
    </Alert>
  );
}
