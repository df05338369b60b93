import { apiWrite } from "@/lib/http/with-api";

export const POST = apiWrite("order/record");
