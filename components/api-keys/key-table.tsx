"use client";

import { Badge, VisuallyHidden } from "@mantine/core";
import { Instant } from "@/components/ui/instant";
import classes from "@/components/ui/plain-table.module.css";
import type { ApiKey } from "@/lib/api-keys/queries";
import { INTEGRATION_LABELS, KEY_STATE_LABELS } from "@/lib/api-keys/wording";
import { RevokeKey } from "./revoke-key";

const STATE_COLORS: Record<ApiKey["state"], string> = { live: "teal", expired: "gray", revoked: "gray" };

/** The API keys: as few as there are integrations, hence a plain table. */
export function KeyTable({ keys }: { keys: ApiKey[] }) {
  return (
    <div className={classes.frame}>
      <table className={classes.table} aria-label="API keys">
        <thead>
          <tr>
            <th scope="col">Key</th>
            <th scope="col">State</th>
            <th scope="col" className={classes.optional}>
              May
            </th>
            <th scope="col" className={classes.optional}>
              Campaign
            </th>
            <th scope="col" className={classes.optional}>
              Per second
            </th>
            <th scope="col" className={classes.optional}>
              Last used
            </th>
            <th scope="col" className={classes.optional}>
              Created
            </th>
            <th scope="col">
              <VisuallyHidden>Actions</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {keys.map((key) => (
            <KeyRow key={key.id} apiKey={key} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const {
    name,
    integration,
    hint,
    state,
    scopes,
    campaign,
    requestsPerSecond,
    lastUsedAt,
    createdAt,
    createdBy,
    expiresAt,
  } = apiKey;
  return (
    <tr>
      <td>
        <div className={classes.person} title={name}>
          <span className={classes.name}>{name}</span>
          <br />
          <span className={classes.email}>
            {INTEGRATION_LABELS[integration]} · <code>{hint}…</code>
          </span>
        </div>
      </td>
      <td>
        <Badge variant="light" color={STATE_COLORS[state]} tt="none" fw={550}>
          {KEY_STATE_LABELS[state]}
        </Badge>
        {state === "live" && expiresAt && (
          <div className={classes.email}>
            until <Instant at={expiresAt} precision="day" />
          </div>
        )}
      </td>
      <td className={classes.optional}>{scopes.join(", ")}</td>
      <td className={classes.optional}>{campaign ?? "All"}</td>
      <td className={classes.optional}>{requestsPerSecond.toLocaleString("en")}</td>
      <td className={classes.optional}>{lastUsedAt ? <Instant at={lastUsedAt} /> : "Never"}</td>
      <td className={classes.optional}>
        <Instant at={createdAt} precision="day" />
        <div className={classes.email}>by {createdBy}</div>
      </td>
      <td className={classes.actions}>{state === "live" && <RevokeKey apiKey={apiKey} />}</td>
    </tr>
  );
}
