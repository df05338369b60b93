import Link from "next/link";
import { formatCount } from "@/components/data-table/bounded-count";
import { Instant } from "@/components/ui/instant";
import plain from "@/components/ui/plain-table.module.css";
import type { FailingGroup } from "@/lib/integrations/columns";
import { adviceFor } from "@/lib/integrations/wording";
import classes from "./failing-table.module.css";
import { LOG, requestHref } from "./hrefs";

/** Why requests are refused, by reason and key, with what to do about each. */
export function FailingTable({ groups }: { groups: FailingGroup[] }) {
  return (
    <div className={plain.frame}>
      <table className={plain.table} aria-label="What keeps failing">
        <thead>
          <tr>
            <th scope="col">Reason</th>
            <th scope="col">API key</th>
            <th scope="col">Refused</th>
            <th scope="col">Last seen</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <FailingRow key={`${group.code} ${group.key?.id} ${group.isInBatches}`} group={group} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The reason leads to the requests; what was refused in batches, which were done, to the latest of those. */
function FailingRow({ group: { code, key, count, isInBatches, lastAt, lastId } }: { group: FailingGroup }) {
  const address = new URLSearchParams({ code, ...(key && { key: key.id }) });
  return (
    <tr>
      <td className={classes.reason}>
        <Link href={isInBatches ? requestHref(lastId) : `${LOG}?${address}`}>
          <code>{code}</code>
        </Link>
        <div className={plain.email}>{adviceFor(code)}</div>
      </td>
      <td>{key?.name ?? "Unknown"}</td>
      <td>
        {formatCount(count)} {refusedWords(count, isInBatches)}
      </td>
      <td>
        <Instant at={lastAt} />
      </td>
    </tr>
  );
}

function refusedWords({ count }: FailingGroup["count"], isInBatches: boolean): string {
  const what = count === 1 ? ["request", "record in a batch"] : ["requests", "records in batches"];
  return what[isInBatches ? 1 : 0]!;
}
