import { Fragment } from "react";
import { Money } from "@/components/ui/money";

/** Sums of several currencies, each for itself: "€120.00 · $40.00". */
export function Amounts({ totals }: { totals: { currency: string; minor: string }[] }) {
  return totals.map(({ currency, minor }, index) => (
    <Fragment key={currency}>
      {index > 0 && " · "}
      <Money minor={minor} currency={currency} />
    </Fragment>
  ));
}
