"use client";

import { downloadCsv } from "@/components/attributions/change-csv";
import classes from "@/components/attributions/change-dialog.module.css";
import { personName } from "@/components/contacts/person-name";
import { ChangeResultFrame, ResultOfOne } from "@/components/ui/change-result-frame";
import { Money } from "@/components/ui/money";
import type { RewardReport, RewardReportRow } from "@/lib/rewards/change-report";
import type { RewardChange } from "@/lib/rewards/schema";
import { CHANGE_DONE, rewardRefusalWords } from "@/lib/rewards/wording";
import { Amounts } from "./amounts";
import { rewardChangeCsv } from "./reward-change-csv";
import { RewardMeanwhile } from "./reward-meanwhile";

type Props = { change: RewardChange; report: RewardReport; onClose: () => void };

/** What became of each reward of a bulk change, and what those that were changed come to. */
export function RewardChangeResult({ change, report: { rows, totals }, onClose }: Props) {
  async function download() {
    const day = new Date().toISOString().slice(0, 10);
    downloadCsv(`${change}-rewards-result-${day}.csv`, await rewardChangeCsv(change, rows));
  }

  return (
    <ChangeResultFrame
      {...{ rows, done: CHANGE_DONE[change], onClose, label: "Result of each reward", head: "Reward" }}
      onDownload={() => void download()}
      renderRow={(row) => <Row key={row.id} row={row} change={change} />}
    >
      {totals.length > 0 && (
        <p className={classes.money}>
          <Amounts totals={totals} />
        </p>
      )}
    </ChangeResultFrame>
  );
}

function Row({ row: { about, outcome, code, lastEvent, id }, change }: { row: RewardReportRow; change: RewardChange }) {
  return (
    <tr>
      <td>
        {about ? personName(about.contact) : id}
        {about && (
          <div className={classes.dimmed}>
            <Money minor={about.amountMinor} currency={about.currency} /> · {about.campaign.name}
          </div>
        )}
      </td>
      <td>
        <ResultOfOne isRefused={outcome === "refused"} done={CHANGE_DONE[change]}>
          {code && (
            <>
              {rewardRefusalWords(change, code)} <RewardMeanwhile event={lastEvent} />
            </>
          )}
        </ResultOfOne>
      </td>
    </tr>
  );
}
