"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import { setFormat, startCheck } from "@/app/(admin)/imports/actions";
import type { CampaignOption } from "@/lib/campaigns/queries";
import { mappingProblems } from "@/lib/imports/columns";
import type { FileFormat, ImportView } from "@/lib/imports/schema";
import { ColumnMapping } from "./column-mapping";
import { FailureNotice } from "./failure-notice";
import { FileBlock } from "./file-block";
import classes from "./journey.module.css";
import { firstMapping, tidyMapping } from "./mapping";
import { MissingFields } from "./missing-fields";
import type { TakeStep } from "./use-import";

type Props = {
  view: ImportView;
  take: TakeStep;
  pending: boolean;
  campaigns: CampaignOption[];
  isFormatOpen: boolean;
  /** When the check has begun. */
  onChecking: () => void;
};

/** File and columns: how the file is read, which column is which field, and what all rows have in common. */
export function ColumnsScreen({ view, take, pending, isFormatOpen, ...rest }: Props) {
  const [asked, setAsked] = useState<FileFormat | null>(null);

  async function changeFormat(format: FileFormat) {
    // What was chosen stands in its control at once; what the file looks like then is read on the server.
    setAsked(format);
    await take(setFormat, { id: view.id, format });
    setAsked(null);
  }

  return (
    <div className={classes.screen}>
      {view.failure && <FailureNotice view={view} />}
      <FileBlock
        {...{ view, pending }}
        format={asked ?? view.format}
        isOpen={isFormatOpen}
        onFormat={(format) => void changeFormat(format)}
      />
      {/* Read in another way the file has other columns: what was chosen for the former ones means nothing. */}
      <Columns key={JSON.stringify([view.format, view.headers])} {...{ view, take, pending, ...rest }} />
    </div>
  );
}

function Columns({ view, take, pending, campaigns, onChecking }: Omit<Props, "isFormatOpen">) {
  const [mapping, setMapping] = useState(() => firstMapping(view));
  const tidy = tidyMapping(mapping);
  const problems = mappingProblems(view.kind, tidy, view.headers);
  const [first] = Object.values(problems);

  async function check() {
    if (await take(startCheck, { id: view.id, mapping: tidy, choices: view.choices })) onChecking();
  }

  return (
    <>
      <ColumnMapping {...{ view, mapping, problems }} onChange={setMapping} />
      <MissingFields {...{ view, mapping, problems, campaigns }} onChange={setMapping} />
      <div className={classes.actions}>
        <Button onClick={() => void check()} loading={pending} disabled={first !== undefined}>
          Check the file
        </Button>
        <p className={classes.dimmed} role="status">
          {first ?? "Reads the whole file and says what each row would do. Nothing is written yet."}
        </p>
      </div>
    </>
  );
}
