import { attributionSearchParams } from "@/lib/attributions/columns";
import { attributionSortKeys, listAttributions } from "@/lib/attributions/queries";
import { serializeAttribution } from "@/lib/attributions/serialize";
import { getPool } from "@/lib/db/pool";
import { apiList } from "@/lib/http/api-list";
import { otherMethods } from "@/lib/http/other-methods";

/** Attributions by the filters, sorts and cursors of the table. */
export const GET = apiList(
  "referral_attributions",
  { params: attributionSearchParams, sortKeys: attributionSortKeys },
  async (params) => {
    const { rows, ...cursors } = await listAttributions(getPool(), params);
    return { data: rows.map(serializeAttribution), ...cursors };
  },
);

export const { POST, PUT, PATCH, DELETE, OPTIONS } = otherMethods("GET");
