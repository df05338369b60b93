"use client";

import { Anchor, Tabs } from "@mantine/core";
import Link from "next/link";
import { type ReactNode, useId } from "react";
import { examplesOf } from "./examples";
import { LOG } from "./hrefs";
import classes from "./reference.module.css";

export type ReferenceEndpoint = {
  method: string;
  path: string;
  summary: string;
  scope: string;
  fields: { name: string; description: string; required: boolean }[];
  /** The body of the examples; null where nothing is sent. */
  example: unknown;
  /** Where the examples send to; the id in it is that of the newest record there is, or made up, or there is none. */
  exampleAddress: string;
  exampleId: "newest" | "made up" | null;
};
type Props = { endpoints: ReferenceEndpoint[]; server: string; children: ReactNode };

/** How the API is used: what is common to all requests, each endpoint with examples that run, recipes. */
export function Reference({ endpoints, server, children }: Props) {
  return (
    <div className={classes.page}>
      <Basics server={server} />
      {children}
      <section aria-labelledby="endpoints">
        <h2 id="endpoints" className={classes.title}>
          Endpoints
        </h2>
        <div className={classes.endpoints}>
          {endpoints.map((endpoint) => (
            <Endpoint key={`${endpoint.method} ${endpoint.path}`} {...{ endpoint, server }} />
          ))}
        </div>
      </section>
      <Legacy server={server} />
      <Recipes server={server} />
    </div>
  );
}

function Basics({ server }: { server: string }) {
  return (
    <section aria-labelledby="basics">
      <h2 id="basics" className={classes.title}>
        How requests are made
      </h2>
      <p>
        Every request names an API key: <code>Authorization: Bearer attache_…</code> (or the older <code>Token</code>).
        Bodies are JSON or forms, at most 1 MB. A refusal has a stable <code>code</code>, a sentence in{" "}
        <code>message</code> and the <code>field</code> it is about. Fields that are not known are ignored and named in{" "}
        <code>warnings</code>.
      </p>
      <p>
        With an <code>Idempotency-Key</code> a request can be sent again safely: the same key with the same body is
        answered with the first answer for 72 hours at least. More than the key&apos;s rate is answered 429 with{" "}
        <code>Retry-After</code>. Programs written for the legacy API add <code>?envelope=legacy</code>.
      </p>
      <p>
        The whole API as OpenAPI 3.1:{" "}
        <Anchor href="/api/v1/openapi.json" inherit underline="always">
          {server}/api/v1/openapi.json
        </Anchor>
        . What became of each request, and why, is in the{" "}
        <Anchor component={Link} href={LOG} inherit underline="always">
          integration log
        </Anchor>
        .
      </p>
    </section>
  );
}

/** Where programs that were written for the legacy API send to, which cannot be given another form of address. */
function Legacy({ server }: { server: string }) {
  return (
    <section aria-labelledby="legacy">
      <h2 id="legacy" className={classes.title}>
        Programs written for the legacy API
      </h2>
      <p>
        Where a program can be given nothing but an address in the legacy form, let it send to{" "}
        <code className={classes.address}>
          POST {server}/api/v2/<var>username</var>/<var>token</var>/json/referral_attribution/record
        </code>
        , or to <code>order/record</code>, or to the <code>_batch</code> form of either. The token is an API key of
        Attaché&apos;s; the username may be anything and is neither checked nor kept. Fields, scopes, limits and{" "}
        <code>Idempotency-Key</code> are those of the endpoints above; the answer is in the legacy envelope:{" "}
        <code>response.code</code>, <code>response.message</code> and <code>response.data</code>.
      </p>
      <p>
        <strong>A key in an address is seen by every proxy and kept in every access log on the way.</strong> Use this
        form only where the program cannot send a header, give it a key of its own with no more than the scope it needs,
        and revoke that key once the program is changed. Attaché itself keeps the address nowhere.
      </p>
    </section>
  );
}

function Endpoint({ endpoint, server }: { endpoint: ReferenceEndpoint; server: string }) {
  const titleId = useId();
  const { method, path, summary, scope, fields, example, exampleAddress, exampleId } = endpoint;
  return (
    <article aria-labelledby={titleId}>
      <h3 id={titleId}>
        <span className={classes.method}>{method}</span>
        {path}
      </h3>
      <p>
        {summary} Needs the scope <code>{scope}</code>.
      </p>
      {fields.length > 0 && (
        <dl className={classes.fields}>
          {fields.map(({ name, description, required }) => (
            <Field key={name} name={required ? `${name} *` : name} description={description} />
          ))}
        </dl>
      )}
      {exampleId && <p>{method === "GET" ? EXAMPLE_IDS[exampleId].read : EXAMPLE_IDS[exampleId].write}</p>}
      <Examples method={method} example={example} url={`${server}${exampleAddress}`} />
    </article>
  );
}

/** What the id in an example is. */
const MADE_UP = "The id in the examples is made up: put in one that a list or a record has answered.";
const EXAMPLE_IDS = {
  newest: {
    read: "The id in the examples is that of the newest record there is.",
    write: "The id in the examples is that of the newest record there is: run as they stand, they change it.",
  },
  "made up": { read: MADE_UP, write: MADE_UP },
};

function Field({ name, description }: { name: string; description: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{description}</dd>
    </>
  );
}

function Examples({ method, url, example }: { method: string; url: string; example: unknown }) {
  const examples = Object.entries(examplesOf(method, url, example));
  return (
    <Tabs defaultValue="curl" keepMounted={false}>
      <Tabs.List mb="xs">
        {examples.map(([language]) => (
          <Tabs.Tab key={language} value={language}>
            {language}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {examples.map(([language, text]) => (
        <Tabs.Panel key={language} value={language}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled can be reached by keyboard. */}
          <pre className={classes.example} tabIndex={0}>
            {text}
          </pre>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}

const RECIPES: { title: string; steps: (server: string) => string[] }[] = [
  {
    title: "HubSpot workflow",
    steps: (server) => [
      "Keep the code of a referral link (?ref=) in a contact property, for instance referral_code, by a hidden field of your form.",
      "Make a contact-based workflow: referral_code is known, once for each contact.",
      `Add the action “Send a webhook”: POST ${server}/api/v1/referral_attribution/record, with the request header Authorization: Bearer and an API key of the type HubSpot.`,
      "Send the properties Email as customer_email, First name as first_name, Last name as last_name and referral_code as short_code.",
      "For deals: a deal-based workflow on the stage that counts, which first copies the Email of the associated contact into a property of the deal. Send that property to order/record as customer_email, with the deal's id as order_id, amount as revenue_amount, its currency, and dealstage as hubspot_dealstage.",
    ],
  },
  {
    title: "Salesforce Flow",
    steps: (server) => [
      `Make a Named Credential for ${server} with a custom header Authorization: Bearer and an API key of the type Salesforce.`,
      "Make a record-triggered flow on Lead (created, the referral code field is not empty), run asynchronously.",
      "Add an HTTP callout action: POST /api/v1/referral_attribution/record with customer_email, first_name, last_name and short_code.",
      "For opportunities: the same on Closed Won, to order/record with the e-mail of its primary contact as customer_email, the opportunity's id as order_id, Amount as revenue_amount and CurrencyIsoCode as currency.",
    ],
  },
  {
    title: "Shopify order webhook",
    steps: (server) => [
      "Give your advocates their coupon codes as discount codes of the shop.",
      "Let Shopify send orders/paid to a function of yours, which checks Shopify's signature.",
      `From there send POST ${server}/api/v1/order/record: email as customer_email, id as order_id, current_total_price as revenue_amount, currency, and discount_codes[0].code as coupon_code; the webhook's id as Idempotency-Key.`,
      `For cancellations and refunds of a whole order: from orders/cancelled (its id) and refunds/create (its order_id) send PATCH ${server}/api/v1/orders/ with that id at the end of the address, the same that was sent as order_id; in the body the status, cancelled or refunded. Shopify may send both for one order: 409 order_ended says that it was ended already.`,
    ],
  },
  {
    title: "Plain form",
    steps: (server) => [
      "A form of your own keeps the code of the link in a hidden field named short_code, and asks for customer_email.",
      `Your server sends it on as it is, application/x-www-form-urlencoded, to ${server}/api/v1/referral_attribution/record. The key stays on your server: never put it into a page.`,
    ],
  },
];

function Recipes({ server }: { server: string }) {
  return (
    <section aria-labelledby="recipes">
      <h2 id="recipes" className={classes.title}>
        Recipes
      </h2>
      <div className={classes.endpoints}>
        {RECIPES.map(({ title, steps }) => (
          <article key={title} aria-label={title}>
            <h3>{title}</h3>
            <ol className={classes.recipe}>
              {steps(server).map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </article>
        ))}
      </div>
    </section>
  );
}
