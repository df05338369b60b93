/** The addresses of the integration log. */
export const LOG = "/settings/integration-log";
export const requestHref = (id: string) => `${LOG}/${id}`;
export const FAILING = `${LOG}/failing`;
