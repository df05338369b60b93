"use client";

import { Button, Loader, Modal, Stack, Text } from "@mantine/core";
import { actorWords } from "@/components/attributions/record-words";
import pageClasses from "@/components/campaigns/campaign-page.module.css";
import { Instant } from "@/components/ui/instant";
import { useSearch } from "@/components/ui/use-search";
import type { RuleRow, RuleVersion } from "@/lib/rewards/rule-queries";
import { ruleSentence } from "@/lib/rewards/wording";
import { versionsUrl } from "./hrefs";
import classes from "./rule-section.module.css";

type Props = { rule: RuleRow | null; onClose: () => void };

/** Every version of a reward trigger: what it said, who made it and when. */
export function RuleVersions({ rule, onClose }: Props) {
  return (
    <Modal
      opened={rule !== null}
      onClose={onClose}
      size="lg"
      title={rule && <span style={{ overflowWrap: "anywhere" }}>Versions of {rule.name}</span>}
      transitionProps={{ duration: 0 }}
    >
      {rule && <Versions rule={rule} />}
    </Modal>
  );
}

function Versions({ rule }: { rule: RuleRow }) {
  const { data, error, retry } = useSearch<{ versions: RuleVersion[] }>(versionsUrl(rule.id));
  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        A reward keeps the version that made it, whatever is edited afterwards.
      </Text>
      {error && (
        <Text size="sm" role="alert">
          {error.message}{" "}
          <Button variant="default" size="compact-sm" onClick={retry}>
            Retry
          </Button>
        </Text>
      )}
      {!data && !error && <Loader size="sm" role="img" aria-label="Loading" />}
      {data && (
        <ol className={classes.versions} reversed aria-label="Versions">
          {data.versions.map((one, index) => (
            <li key={one.version}>
              <div className={pageClasses.lineHead}>
                <span className={pageClasses.who}>Version {one.version}</span>
                <span className={pageClasses.lineMeta}>
                  {index > 0 ? "replaced" : rule.retiredAt ? "retired" : "in force"}
                </span>
              </div>
              {one.name !== rule.name && <div>Named “{one.name}”.</div>}
              <div>{ruleSentence(one)}</div>
              <div className={pageClasses.lineMeta}>
                {actorWords(one.actor)} · <Instant at={one.createdAt} />
              </div>
            </li>
          ))}
        </ol>
      )}
    </Stack>
  );
}
