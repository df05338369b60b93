import classes from "@/components/attributions/change-dialog.module.css";

type Group = {
  code: string;
  why: string;
  count: number;
  /** What a few of them are called; the same name twice is said once. */
  names: string[];
};

/** What a change cannot change, and why: how many for each reason, and a few of them by name. */
export function RefusedTable({ groups }: { groups: Group[] }) {
  return (
    <table className={classes.table}>
      <caption className={classes.caption}>What cannot be changed, and why</caption>
      <thead>
        <tr>
          <th scope="col" className={classes.number}>
            Count
          </th>
          <th scope="col">Why</th>
        </tr>
      </thead>
      <tbody>
        {groups.map(({ code, why, count, names }) => (
          <tr key={code}>
            <td className={classes.number}>{count.toLocaleString("en")}</td>
            <td>
              {why}
              <div className={classes.dimmed}>{exampleNames(names, count)}</div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function exampleNames(examples: string[], count: number): string {
  const names = [...new Set(examples)].join(", ");
  return count > examples.length && names
    ? `${names} and ${(count - examples.length).toLocaleString("en")} more`
    : names;
}
