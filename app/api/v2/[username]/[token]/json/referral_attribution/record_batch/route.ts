import { legacyApiWrite } from "@/lib/http/with-api";

export const POST = legacyApiWrite("referral_attribution/record_batch");
