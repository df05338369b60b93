/** The addresses of the integration log. */
export const LOG = "/settings/integration-log";
export const requestHref = (id: string) => `${LOG}/${id}`;
/** The requests about one attribution, order or contact. */
export const requestsAboutHref = (record: string) => `${LOG}?record=${record}`;
export const FAILING = `${LOG}/failing`;
export const RETENTION = `${LOG}/retention`;
