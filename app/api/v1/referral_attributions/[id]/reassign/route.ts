import { otherMethods } from "@/lib/http/other-methods";
import { apiWrite } from "@/lib/http/with-api";

export const POST = apiWrite("referral_attributions/{id}/reassign");

export const { GET, PUT, PATCH, DELETE, OPTIONS } = otherMethods("POST");
