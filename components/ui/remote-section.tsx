"use client";

import { Button, Skeleton } from "@mantine/core";
import { type ReactNode, useId } from "react";
import useSWR from "swr";
import { fetchJson, type ReadError } from "./fetch-json";
import classes from "./remote-section.module.css";

type Props<T> = {
  title: string;
  /** Where the content is read from, and what it is while that goes on: "the orders". */
  url: string;
  what: string;
  heading?: "h2" | "h3";
  /** Where this changes, the content is read again. */
  stamp?: string;
  children: (data: T) => ReactNode;
};

/** A part of a page that is read when the page is there already, and says so while it is on its way, and if it fails. */
export function RemoteSection<T>({ title, url, what, heading: Heading = "h2", stamp, children }: Props<T>) {
  const titleId = useId();
  const { data, error, isValidating, mutate } = useSWR<T, ReadError>(
    [url, stamp],
    ([from]: string[]) => fetchJson(from!),
    {
      shouldRetryOnError: false,
    },
  );
  return (
    <section aria-labelledby={titleId}>
      <Heading id={titleId} className={classes.title}>
        {title}
      </Heading>
      {!data && error && (
        <p role="alert" className={classes.hint}>
          {error.message}{" "}
          <Button variant="default" size="xs" loading={isValidating} onClick={() => mutate()}>
            Retry
          </Button>
        </p>
      )}
      {!data && !error && <Skeleton height={48} role="status" aria-label={`Loading ${what}`} />}
      {data && children(data)}
    </section>
  );
}
