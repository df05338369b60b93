"use client";

import { Anchor, Button, Skeleton } from "@mantine/core";
import Link from "next/link";
import { useId } from "react";
import useSWR from "swr";
import classes from "@/components/contacts/contact-view.module.css";
import { formatCount } from "@/components/data-table/bounded-count";
import { fetchJson, type ReadError } from "@/components/ui/fetch-json";
import { Instant } from "@/components/ui/instant";
import type { RequestRow } from "@/lib/integrations/columns";
import type { RequestSummary } from "@/lib/integrations/queries";
import { requestHref, requestsAboutHref } from "./hrefs";
import { OutcomeBadge } from "./outcome-badge";

type Props = {
  /** The id of the attribution, order or contact. */
  record: string;
  heading?: "h2" | "h3";
};

/** The latest requests of other programs about a record: when, with which key, what became of each and why. */
export function RequestSection({ record, heading: Heading = "h2" }: Props) {
  const titleId = useId();
  const { data, error, isValidating, mutate } = useSWR<RequestSummary, ReadError>(
    `/api/ui/requests?${new URLSearchParams({ record })}`,
    (url: string) => fetchJson(url),
    { shouldRetryOnError: false },
  );
  return (
    <section aria-labelledby={titleId}>
      <Heading id={titleId} className={classes.title}>
        Requests
      </Heading>
      {!data && error && (
        <p role="alert" className={classes.hint}>
          {error.message}{" "}
          <Button variant="default" size="xs" loading={isValidating} onClick={() => mutate()}>
            Retry
          </Button>
        </p>
      )}
      {!data && !error && <Skeleton height={48} role="status" aria-label="Loading the requests" />}
      {data && <Summary record={record} summary={data} />}
    </section>
  );
}

function Summary({ record, summary: { rows, total } }: { record: string; summary: RequestSummary }) {
  if (rows.length === 0) return <p className={classes.hint}>The integration log has no request about it.</p>;
  return (
    <>
      <ul className={classes.list}>
        {rows.map((request) => (
          <Line key={request.id} request={request} />
        ))}
      </ul>
      <p className={classes.all}>
        <Anchor component={Link} inherit href={requestsAboutHref(record)} prefetch={false} underline="always">
          {total.count === 1 ? "See it in the integration log" : `See all ${formatCount(total)} in the integration log`}
        </Anchor>
      </p>
    </>
  );
}

function Line({ request: { id, at, key, endpoint, outcome, code, message, isReplay } }: { request: RequestRow }) {
  return (
    <li>
      <div className={classes.head}>
        <span className={classes.name}>
          <Anchor component={Link} inherit href={requestHref(id)} prefetch={false} underline="always">
            {endpoint}
          </Anchor>
        </span>
        <OutcomeBadge outcome={outcome} />
      </div>
      <div className={classes.dimmed}>
        <Instant at={at} /> · {key?.name ?? "Unknown key"}
        {isReplay && ", sent again"}
        {code && ` · ${message ?? code}`}
      </div>
    </li>
  );
}
