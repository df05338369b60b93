import "server-only";

/** A new advocate, one who only gets a further segment, one who unsubscribed, and a column of the admin's own. */
export const CONTACT_EXAMPLES: Record<string, string>[] = [
  {
    ...{ email: "sam.example@example.com", first_name: "Sam", last_name: "Example", status: "enrolled" },
    ...{ segment: "Partners", uid: "CRM-1001", phone: "+44 20 7946 0000", company: "Example Ltd", plan: "gold" },
  },
  { email: "lee.example@example.com", segment: "Ambassadors" },
  { email: "jo.example@example.com", status: "unsubscribed", plan: "basic" },
];
