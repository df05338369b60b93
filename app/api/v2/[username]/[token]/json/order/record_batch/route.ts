import { legacyApiWrite } from "@/lib/http/with-api";

export const POST = legacyApiWrite("order/record_batch");
