"use client";

import { personName } from "@/components/contacts/person-name";
import { ChangeResultFrame, ResultOfOne } from "@/components/ui/change-result-frame";
import type { ReportRow } from "@/lib/attributions/change-report";
import type { ChangeKind } from "@/lib/attributions/schema";
import { changeCsv, downloadCsv } from "./change-csv";
import classes from "./change-dialog.module.css";
import { CHANGE_WORDS, refusalSentence } from "./change-words";
import { Meanwhile } from "./meanwhile";
import type { Successor } from "./use-change-preview";

type Props = { kind: ChangeKind; rows: ReportRow[]; successor: Successor | null; onClose: () => void };

/** What became of each attribution of a bulk change. */
export function ChangeResult({ kind, rows, successor, onClose }: Props) {
  const { done, verb } = CHANGE_WORDS[kind];

  async function download() {
    const day = new Date().toISOString().slice(0, 10);
    downloadCsv(
      `${verb.toLowerCase()}-result-${day}.csv`,
      await changeCsv(kind, rows, successor?.advocate.email ?? null),
    );
  }

  return (
    <ChangeResultFrame
      {...{ rows, done, onClose, label: "Result of each attribution", head: "Referred contact" }}
      onDownload={() => void download()}
      renderRow={(row) => <Row key={row.id} row={row} done={done} />}
    />
  );
}

function Row({ row: { about, outcome, code, facts, id }, done }: { row: ReportRow; done: string }) {
  return (
    <tr>
      <td>
        {about ? personName(about.customer) : id}
        {about && (
          <div className={classes.dimmed}>
            {personName(about.advocate)} · {about.campaign.name}
          </div>
        )}
      </td>
      <td>
        <ResultOfOne isRefused={outcome === "refused"} done={done}>
          {code && (
            <>
              {refusalSentence(code)} <Meanwhile code={code} facts={facts} />
            </>
          )}
        </ResultOfOne>
      </td>
    </tr>
  );
}
