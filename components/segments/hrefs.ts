/** The addresses that segments lead to. */
export const segmentHref = (id: string) => `/audience/segments/${id}`;
export const memberHref = (contactId: string) => `/audience/contacts/${contactId}`;
export const campaignHref = (id: string) => `/campaigns/${id}`;
