import { apiWrite } from "@/lib/http/with-api";

export const POST = apiWrite("referral_attribution/record_batch");
